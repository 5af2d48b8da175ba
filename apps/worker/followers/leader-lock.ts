/**
 * One leader for each follower, over all processes: the process that holds the session lock of a name works, the others
 * wait. The lock belongs to a connection of its own and ends with it, so when a process is gone the next takes over at
 * once.
 *
 * The lock keeps two processes from doing the same work; it does not prove that only one works. What must hold even when
 * a connection was lost unnoticed is checked where it is written (checkpoints, keys of commands, names of files).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import pg, { type ClientConfig } from 'pg';
import { followerLock, type FollowerName } from '../../../libs/postgres/advisory-locks.js';
import type { Logger } from '../../../libs/runtime/logger.js';
import type { WorkerTimings } from './worker-timings.js';

export interface Leadership {
  /** Whose lock is taken: {@link followerLock}. */
  readonly name: FollowerName;
  readonly connection: ClientConfig;
  readonly log: Logger;
  readonly timings: Pick<WorkerTimings, 'lockRetryMs' | 'lockCheckMs' | 'restartMs'>;
  /** Works until the signal aborts, which it does when the lock is lost. After an error it is called again. */
  readonly work: (signal: AbortSignal) => Promise<void>;
}

/** A server that does not answer for so long has lost the connection. */
const ANSWER_MS = 3_000;
const LONGEST_PAUSE_MS = 10_000;
/** A follower that worked for so long has recovered: after the next failure the pause is short again. */
const RECOVERED_MS = 30_000;
/** How long the connection may take to close. */
const CLOSE_MS = 1_000;

/** Takes the lock and works, again and again, until the signal aborts. Never throws. */
export async function runAsLeader(leadership: Leadership, signal: AbortSignal): Promise<void> {
  const log = leadership.log.of({ follower: leadership.name });
  const { restartMs } = leadership.timings;
  for (let failures = 0; !signal.aborted;) {
    const begun = performance.now();
    try {
      await lead(leadership, log, signal);
      failures = 0;
    } catch (error) {
      if (performance.now() - begun > RECOVERED_MS) failures = 0;
      failures += 1;
      log.warn('follower failed, restarting', { failures }, error);
    }
    await pause(Math.min(LONGEST_PAUSE_MS, restartMs * 2 ** Math.max(0, failures - 1)), signal);
  }
}

/** Waits for the lock, works while it is held, and releases it. */
async function lead(leadership: Leadership, log: Logger, signal: AbortSignal): Promise<void> {
  const { name, connection, timings, work } = leadership;
  const client = new pg.Client({
    ...connection,
    application_name: `hearth ${name}`,
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
    if (!(await acquire(client, name, timings.lockRetryMs, over.signal))) return;
    log.info('lock acquired, follower started');
    await Promise.all([checkConnection(client, timings.lockCheckMs, over), work(over.signal).finally(end)]);
    if (!signal.aborted) log.warn('lock lost, follower stopped');
  } finally {
    signal.removeEventListener('abort', end);
    over.abort();
    // A server that is gone does not answer to the closing.
    const closed = new AbortController();
    const closing = client.end().catch(() => undefined);
    await Promise.race([closing.finally(() => closed.abort()), pause(CLOSE_MS, closed.signal)]);
  }
}

/** The server gives up a client that has been silent for eleven seconds, and its locks with it. */
const GIVE_UP_SILENT_CLIENT = `set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3`;

/** Asks until the lock is free. False when the signal aborted first. */
async function acquire(client: pg.Client, name: FollowerName, retryMs: number, signal: AbortSignal): Promise<boolean> {
  await client.query(GIVE_UP_SILENT_CLIENT);
  while (!signal.aborted) {
    const { rows } = await client.query<{ acquired: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as acquired',
      [followerLock(name)],
    );
    if (rows[0]?.acquired === true) return true;
    await pause(retryMs, signal);
  }
  return false;
}

/** Ends the work when the connection no longer answers: the lock is lost, or soon will be. */
async function checkConnection(client: pg.Client, intervalMs: number, over: AbortController): Promise<void> {
  while (!over.signal.aborted) {
    await pause(intervalMs, over.signal);
    if (over.signal.aborted) return;
    try {
      await client.query('select 1');
    } catch {
      over.abort();
    }
  }
}

/** Waits `ms`, or until the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
