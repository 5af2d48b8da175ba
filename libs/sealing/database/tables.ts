import type { ClientBase, Pool, PoolClient } from 'pg';
import { reaching } from './unavailable.js';

/** The tables of sealing, none of them part of the log. What {@link scrub} rewrites. */
export const TABLES = ['sealing.keys', 'sealing.votes'] as const;

// One number for all that must not run twice at once on a database: making tables, erasing, the list of erasures.
const LOCK = 7_242_017_312;

/**
 * No statistics on these columns: ANALYZE would copy wrapped keys, and who voted, into pg_statistic, where no erasure
 * of a row reaches them (seen: the bytes stood in base/…/2840). The votes have neither time nor number.
 */
const SCHEMA = `
  CREATE SCHEMA IF NOT EXISTS sealing;
  CREATE TABLE IF NOT EXISTS sealing.installation (list text NOT NULL);
  CREATE TABLE IF NOT EXISTS sealing.keys (
    id text PRIMARY KEY,
    purpose text NOT NULL,
    master text,
    wrapped bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    erased_at timestamptz,
    scrubbed boolean NOT NULL DEFAULT false
  );
  ALTER TABLE sealing.keys ALTER COLUMN wrapped SET STATISTICS 0;
  CREATE TABLE IF NOT EXISTS sealing.votes (
    ballot text NOT NULL,
    account text NOT NULL,
    command text NOT NULL,
    key text NOT NULL,
    nonce bytea NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (ballot, account, command)
  );
  ALTER TABLE sealing.votes
    ALTER COLUMN ballot SET STATISTICS 0, ALTER COLUMN account SET STATISTICS 0, ALTER COLUMN command SET STATISTICS 0,
    ALTER COLUMN key SET STATISTICS 0, ALTER COLUMN nonce SET STATISTICS 0, ALTER COLUMN bytes SET STATISTICS 0;
`;

export async function makeTables(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('sealing.votes') IS NOT NULL AND to_regclass('sealing.keys') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) await transaction(client, () => client.query(SCHEMA));
}

/** Runs `work` while no other process of this database does anything under the same lock. @throws {Unavailable} */
export async function exclusively<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return reaching(() => locked(pool, work));
}

async function locked<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      return await work(client);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  } catch (error) {
    // A connection whose state is unknown may still hold the lock: closing it lets go.
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

export async function transaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
