/** What an error of PostgreSQL or of its client means for whoever asked: one classification for store, views and sealing. */
import { Unavailable } from '../engine/ports/event-store.js';

/**
 * `lost`: the connection broke or never answered, and the statement may have been carried out.
 * `transient`: the server refused for a reason that passes; nothing was written, and asking again may help.
 */
export type Trouble = 'lost' | 'transient';

/** By SQLSTATE: a whole class (two characters) or one code. Whatever is not listed is a mistake in what was asked. */
const TROUBLE: ReadonlyMap<string, Trouble> = new Map([
  ['08', 'lost'], // connection exception
  ['57P01', 'lost'], // admin_shutdown
  ['57P02', 'lost'], // crash_shutdown
  ['57P03', 'lost'], // cannot_connect_now
  ['57P04', 'lost'], // database_dropped
  ['57P05', 'lost'], // idle_session_timeout
  ['40', 'transient'], // transaction rollback: serialization failure, deadlock
  ['53', 'transient'], // insufficient resources: disk, memory, connections
  ['55P03', 'transient'], // lock_not_available
  ['57014', 'transient'], // query_canceled
]);

/** Errors of the client itself, which carry no code. */
const CLIENT_MESSAGE =
  /^(Connection terminated|Connection ended|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded)/i;

/** Undefined for an error that has nothing to do with the connection or the load of the server. */
export function troubleOf(error: unknown): Trouble | undefined {
  const code = codeOf(error);
  // Of the operating system. One of five letters, EPIPE, looks like a SQLSTATE.
  if (/^E[A-Z]+$/.test(code) || code === 'EAI_AGAIN') return 'lost';
  if (/^[0-9A-Z]{5}$/.test(code)) return TROUBLE.get(code) ?? TROUBLE.get(code.slice(0, 2));
  return error instanceof Error && CLIENT_MESSAGE.test(error.message) ? 'lost' : undefined;
}

export function isLost(error: unknown): boolean {
  return troubleOf(error) === 'lost';
}

/** Asking again may help: the server, or the way to it, is in trouble, and nothing is wrong with what was asked. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Unavailable || troubleOf(error) !== undefined;
}

/** A table or schema is not there, or no longer. */
export function isUndefinedTable(error: unknown): boolean {
  return ['42P01', '3F000'].includes(codeOf(error));
}

export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

/** The SQLSTATE of a server's error, the code of the operating system's, or an empty text. */
export function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/**
 * Runs work that may safely be done again, and says of a PostgreSQL that is out of reach what the engine understands.
 * @throws {Unavailable} nothing was written that counts.
 */
export async function translateErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable || !isUnavailable(error)) throw error;
    throw new Unavailable(`PostgreSQL does not answer: ${String(error)}`, 'nothingWritten', { cause: error });
  }
}
