/** Connections to PostgreSQL, from a pool that is passed in. */
import pg from 'pg';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { Unavailable } from '../engine/ports/event-store.js';
import { isLost, isUnavailable, translateErrors } from './errors.js';

export interface Statement {
  /** Prepared under this name; without one, `text` may be several statements, which are one transaction then. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** How long one statement may take before its connection is given up. */
const STATEMENT_MS = 10_000;
const CONNECT_MS = 3_000;

export function openPool(connectionString: string, max: number): Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'hearth store',
  });
  // A server that ends a session reports it as an event too, beside the failed statement or before there is one. Without
  // a listener that would end the process; whoever asked for the connection may hear of it too late to listen.
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** A connection, which the caller releases. @throws {Unavailable} nothing was sent. */
export async function connect(pool: Pool): Promise<PoolClient> {
  try {
    const client = await pool.connect();
    // As in `openPool`, for a pool that somebody else made.
    if (!client.listeners('error').includes(ignore)) client.on('error', ignore);
    return client;
  } catch (error) {
    throw new Unavailable(`PostgreSQL cannot be reached: ${String(error)}`, 'nothingWritten', { cause: error });
  }
}

const ignore = (): void => undefined;

/**
 * Runs `work` on a connection of its own. When it throws, the connection is closed: it may be broken, hold a session
 * lock, or be within a transaction. @throws {Unavailable} there is no connection.
 */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  let failed = true;
  try {
    const result = await work(client);
    failed = false;
    return result;
  } finally {
    client.release(failed);
  }
}

/** Runs one statement and releases the connection. One that was lost, or no longer answers, is closed. */
export async function run<Row extends QueryResultRow>(
  client: PoolClient,
  statement: Statement,
): Promise<QueryResult<Row>> {
  let lost = false;
  try {
    return await client.query<Row>({
      ...statement,
      values: [...statement.values],
      query_timeout: STATEMENT_MS,
    } as pg.QueryConfig);
  } catch (error) {
    lost = isLost(error);
    throw error;
  } finally {
    client.release(lost);
  }
}

/** Rows of a statement that may safely be run twice. @throws {Unavailable} */
export async function read<Row extends QueryResultRow>(pool: Pool, statement: Statement): Promise<Row[]> {
  return retryOnce(async () => (await run<Row>(await connect(pool), statement)).rows);
}

/** Tries once more when a connection turns out to be dead: the pool may have kept it for long. @throws {Unavailable} */
export async function retryOnce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable || !isUnavailable(error)) throw error;
    return translateErrors(work);
  }
}
