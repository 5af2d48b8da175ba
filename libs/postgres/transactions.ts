/** The one way to run a transaction. */
import pg from 'pg';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { withConnection } from './connection.js';

export interface TransactionOptions {
  /**
   * `snapshot`: all reads see one moment, and nothing can be written. `quick`: the commit is answered before it is on the
   * disk, and a crash of the server may undo it: for what can be made again. Default: neither.
   */
  readonly mode?: 'snapshot' | 'quick';
}

const BEGIN = {
  plain: 'begin',
  snapshot: 'begin isolation level repeatable read read only',
  quick: 'begin; set local synchronous_commit = off',
} as const;

/**
 * Runs `work` in a transaction: all or nothing. On a pool it takes a connection of its own; on a connection that is passed
 * in, that one must not be within a transaction. Whatever `work` throws is thrown, also when the rollback fails too: the
 * connection is then broken, and the server has rolled back by itself.
 * @throws {Unavailable} on a pool, when there is no connection.
 */
export function transaction<T>(
  on: Pool,
  work: (client: PoolClient) => Promise<T>,
  options?: TransactionOptions,
): Promise<T>;
export function transaction<Client extends ClientBase, T>(
  on: Client,
  work: (client: Client) => Promise<T>,
  options?: TransactionOptions,
): Promise<T>;
export function transaction<T>(
  on: Pool | ClientBase,
  work: (client: PoolClient) => Promise<T>,
  { mode }: TransactionOptions = {},
): Promise<T> {
  const begin = BEGIN[mode ?? 'plain'];
  if (on instanceof pg.Pool) return withConnection(on, (client) => runTransaction(client, begin, work));
  return runTransaction(on as PoolClient, begin, work);
}

async function runTransaction<T>(
  client: PoolClient,
  begin: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  await client.query(begin);
  try {
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
