/**
 * One of a kind at a time, over all processes: who holds the session lock of its name works, the others wait. The lock
 * lives on a connection of its own and dies with it, so a process that is gone makes room at once.
 *
 * It keeps two from doing the same work, and is no proof that nobody does: what must hold even when a connection was
 * lost unnoticed is fenced where it is written (checkpoints, keys of commands, names of files).
 */
import pg, { type ClientConfig } from 'pg';
import type { Logger } from '../../../libs/runtime/observability.js';
import { pause } from './pause.js';

export interface Holding {
  /** `hearth:<name>` is what is locked. */
  readonly name: string;
  readonly connection: ClientConfig;
  readonly log: Logger;
  /** Works until the signal aborts, which it does when the lock is lost. What it throws is told, and it is tried again. */
  readonly work: (signal: AbortSignal) => Promise<void>;
}

/** How often whoever waits asks again, and how often whoever holds it makes sure of the connection. */
const ASK_MS = 500;
const ANSWER_MS = 3_000;
const LONGEST_PAUSE_MS = 10_000;
/** Who worked for so long has recovered: the next trouble begins with a short pause again. */
const RECOVERED_MS = 30_000;

/** Takes its turn and works, again and again, until the signal aborts. Never throws. */
export async function holdAndWork(holding: Holding, signal: AbortSignal): Promise<void> {
  const log = holding.log.of({ follower: holding.name });
  for (let failed = 0; !signal.aborted;) {
    const begun = performance.now();
    try {
      await turn(holding, log, signal);
      failed = 0;
    } catch (error) {
      if (performance.now() - begun > RECOVERED_MS) failed = 0;
      failed += 1;
      log.warn('a follower of the log stopped, and begins again', { failed }, error);
    }
    await pause(Math.min(LONGEST_PAUSE_MS, 100 * 2 ** failed), signal);
  }
}

/** Waits for the lock, works while it holds, and lets go. */
async function turn(holding: Holding, log: Logger, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    ...holding.connection,
    application_name: `hearth ${holding.name}`,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  });
  const over = new AbortController();
  const end = (): void => over.abort();
  client.on('error', end);
  client.on('end', end);
  signal.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    if (!(await taken(client, holding.name, over.signal))) return;
    log.info('follows the log');
    await Promise.all([watch(client, over), holding.work(over.signal).finally(end)]);
  } finally {
    signal.removeEventListener('abort', end);
    over.abort();
    // A server that is gone does not say goodbye.
    await Promise.race([client.end().catch(() => undefined), pause(1_000, NEVER)]);
  }
}

const NEVER = new AbortController().signal;

/** A server that hears nothing of a client for so many seconds gives its locks to others. */
const SERVER_GIVES_UP = `set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3`;

async function taken(client: pg.Client, name: string, signal: AbortSignal): Promise<boolean> {
  await client.query(SERVER_GIVES_UP);
  while (!signal.aborted) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [`hearth:${name}`],
    );
    if (rows[0]?.taken === true) return true;
    await pause(ASK_MS, signal);
  }
  return false;
}

/** A connection that no longer answers has lost its lock, or will have before anybody says so. */
async function watch(client: pg.Client, over: AbortController): Promise<void> {
  while (!over.signal.aborted) {
    await pause(ASK_MS, over.signal);
    if (over.signal.aborted) return;
    try {
      await client.query('select 1');
    } catch {
      over.abort();
    }
  }
}
