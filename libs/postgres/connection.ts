/** What an error of PostgreSQL's client means for the port. */
import pg from 'pg';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { Unavailable } from '../engine/ports/event-store.js';

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
  // A session that the server ends says so beside the failed statement too, or before there is one; unheard, that would
  // end the process. Whoever asked for the connection hears of it too late: both may come in one piece.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The connection was lost or never answered: the statement may have been carried out. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  // 08: connection trouble; 57P01 to 57P05: the server shuts down, has crashed, or ended this session.
  if (/^[0-9A-Z]{5}$/.test(code)) return code.startsWith('08') || /^57P0[1-5]$/.test(code);
  return isTransport(error);
}

/** The server refused for a reason that passes: nothing was written, and asking again may help. */
export function isPassing(error: unknown): boolean {
  // Serialisation, deadlock, lock timeouts and cancellation; no room, memory or connections.
  return /^(40\d\d\d|40P01|55P03|57014|53\d\d\d|57P03)$/.test(codeOf(error));
}

function isTransport(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^E[A-Z]+$/.test(codeOf(error))) return true;
  return /^(Connection terminated|Client has encountered a connection error|Query read timeout|Client was closed|timeout exceeded|Connection ended)/i.test(
    error.message,
  );
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** A connection; every failure to get one means that nothing was sent. */
export async function connect(pool: Pool): Promise<PoolClient> {
  try {
    const client = await pool.connect();
    // A session that the server ends says so beside the failed statement too; unheard, that would end the process.
    if (!client.listeners('error').includes(unheard)) client.on('error', unheard);
    return client;
  } catch (error) {
    throw new Unavailable(`PostgreSQL cannot be reached: ${String(error)}`, 'nothingWritten', { cause: error });
  }
}

const unheard = (): void => undefined;

/** Runs one statement. A connection that was lost, or no longer answers, is thrown away. */
export async function run<Row extends QueryResultRow>(
  client: PoolClient,
  statement: Statement,
): Promise<QueryResult<Row>> {
  let lost: Error | boolean = false;
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

/** Rows of a statement that only reads; asked once more when an old connection turned out to be dead. */
export async function read<Row extends QueryResultRow>(pool: Pool, statement: Statement): Promise<Row[]> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await run<Row>(await connect(pool), statement)).rows;
    } catch (error) {
      if (error instanceof Unavailable || !(isLost(error) || isPassing(error))) throw error;
      if (attempt > 0) {
        throw new Unavailable(`PostgreSQL does not answer: ${String(error)}`, 'nothingWritten', { cause: error });
      }
    }
  }
}
