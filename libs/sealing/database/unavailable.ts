import { Unavailable } from '../../engine/ports/event-store.js';

/**
 * Lost or refused connections; a server that starts, stops or has crashed (08, 57P); no room, memory or connections
 * (53); serialisation, deadlock, lock timeouts and cancellation.
 */
const PASSING = /^(08\w{3}|57P0[1-5]|53\w{3}|40\w{3}|55P03|57014|E[A-Z]+)$/;
const TRANSPORT =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|Client was closed|timeout exceeded|Connection ended)/i;

/**
 * Says of a PostgreSQL that cannot be reached what the engine understands. No fact is written here, so nothing is known
 * to be written, and a caller may ask again: a key or a choice that was put before the connection broke is found again.
 * @throws {Unavailable}
 */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!passes(error)) throw error;
    throw new Unavailable(`PostgreSQL does not answer: ${String(error)}`, 'nothingWritten', { cause: error });
  }
}

function passes(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && PASSING.test(code)) return true;
  return error instanceof Error && TRANSPORT.test(error.message);
}
