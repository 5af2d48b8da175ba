/** Transactions on the pool that is passed in, and what an error of PostgreSQL's client means here. */
import type { Pool, PoolClient } from 'pg';
import { Unavailable } from '../../engine/ports/event-store.js';

/** The server or the way to it is in trouble, and asking again may help: nothing is wrong with what was asked. */
export function isTrouble(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  // 08: connection; 40: serialisation, deadlock; 53: no room; 55P03: lock timeout; 57P0x: ended or shutting down.
  if (/^(08\w{3}|40\w{3}|53\w{3}|55P03|57P0\d|57014)$/.test(code)) return true;
  return (
    /^E[A-Z]+$/.test(code) ||
    /^(Connection terminated|Connection ended|Client has encountered|Client was closed|timeout exceeded|Query read timeout)/i.test(
      error.message,
    )
  );
}

/** A table or schema is not there (any more): another generation is live. */
export function isGone(error: unknown): boolean {
  return /^(42P01|3F000)$/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

const unheard = (): void => undefined;

/** A connection for `use`; thrown away when it broke. */
export async function connected<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A session that the server ends says so beside the failed statement too; unheard, that would end the process.
  if (!client.listeners('error').includes(unheard)) client.on('error', unheard);
  let broken = false;
  try {
    return await use(client);
  } catch (error) {
    broken = isTrouble(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * All or nothing. Not flushed to disk before it is answered: what a crash of the server takes is rows and checkpoint
 * together, and both come again from the log.
 */
export function transaction<T>(pool: Pool, use: (client: PoolClient) => Promise<T>): Promise<T> {
  return connected(pool, async (client) => {
    await client.query('begin; set local synchronous_commit = off');
    try {
      const result = await use(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}
