/** The tables of sealing, none of them part of the log, and the migrations that lead to them; `schema.snapshot.sql` shows the result. */
import { ADVISORY_LOCKS } from '../../postgres/advisory-locks.js';
import type { Schema } from '../../postgres/migrations.js';

/** What {@link scrub} rewrites. */
export const TABLES = ['sealing.keys', 'sealing.votes'] as const;

/**
 * No statistics on these columns: ANALYZE would copy wrapped keys, and who voted, into pg_statistic, where no erasure
 * of a row reaches them (seen: the bytes stood in base/…/2840). The votes have neither time nor number.
 *
 * Does nothing where an earlier version, which kept no versions, made these tables.
 */
const KEYS_AND_VOTES = `
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

export const sealingSchema: Schema = {
  name: 'sealing',
  versions: 'versions',
  lock: ADVISORY_LOCKS.sealing,
  migrations: [{ version: 1, name: 'keys-and-votes', sql: KEYS_AND_VOTES }],
};
