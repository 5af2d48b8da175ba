/** Handling jobs: a BullMQ worker that goes on when its server was away, and ends when told to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UnrecoverableError, type JobType, type Queue as BoardQueue, type Worker, type WorkerOptions } from 'bullmq';
import { fromJob, isRetry, READY_STATES } from './jobs.js';
import { DEATHS, LOCK_LOOK_MS, LOCK_MS, waitAtMost, RETRY_MS, STOP_MS, within, CALL_MS } from './limits.js';
import { QueueDown, type QueueWork, type ReminderJob } from './queue.js';

export type Handle = (job: ReminderJob) => Promise<void>;

/** Without connection and concurrency, which each says for itself. */
export const WORKER_OPTIONS: Omit<WorkerOptions, 'connection'> = {
  autorun: false,
  lockDuration: LOCK_MS,
  stalledInterval: LOCK_LOOK_MS,
  maxStalledCount: DEATHS,
  runRetryDelay: RETRY_MS,
};

/** What a worker does with each job. */
export function processor(handle: Handle): (job: { id?: string; data: unknown }) => Promise<void> {
  return async (job) => {
    const reminder = fromJob(job);
    // Nothing that Hearth kept: tried again it would still be nothing.
    if (!reminder) throw new UnrecoverableError('This is no reminder of Hearth.');
    await handle(reminder);
  };
}

/**
 * Starts a worker that was made and not run. `free` lets go of what it holds of the server.
 *
 * @throws {QueueDown}
 */
export async function begin(
  worker: Worker,
  queue: () => Promise<BoardQueue>,
  free: () => Promise<void>,
): Promise<QueueWork & { readonly over: () => Promise<void> }> {
  worker.on('error', () => undefined);
  const closing = new AbortController();
  let ended: Promise<void> | undefined;
  const over = (): Promise<void> => {
    closing.abort();
    ended ??= end(worker, free);
    return ended;
  };
  try {
    await within(CALL_MS, worker.waitUntilReady(), () => new QueueDown('the queue does not answer'));
  } catch (error) {
    await over();
    throw error instanceof QueueDown ? error : new QueueDown('work cannot begin', { cause: error });
  }
  pauseAfterErrors(worker, closing.signal);
  // It runs until it is closed. Errors meanwhile go to its listeners for errors.
  worker.run().catch(() => undefined);
  return { stop: over, over, idle: () => untilIdle(queue) };
}

/** Takes no more jobs, waits for those in hand, closes its connections; whatever the server does. */
async function end(worker: Worker, free: () => Promise<void>): Promise<void> {
  // Pausing waits for jobs in hand; closing by force then waits for nothing. A close that waits never ends without its
  // server, and leaves the timer running that renews locks.
  await waitAtMost(STOP_MS, worker.pause());
  await waitAtMost(STOP_MS, worker.close(true));
  await waitAtMost(STOP_MS, free());
}

/**
 * After an error of the server other than a lost connection (it is starting, out of memory, read-only) BullMQ asks for
 * the next job again at once. Pausing the worker keeps that from becoming a thousand questions a second.
 */
function pauseAfterErrors(worker: Worker, closing: AbortSignal): void {
  let paused = false;
  const pauseFor = async (ms: number): Promise<void> => {
    await worker.pause(true);
    await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
    if (!closing.aborted) await worker.resume();
  };
  worker.on('error', () => {
    if (paused || closing.aborted) return;
    paused = true;
    void pauseFor(RETRY_MS).finally(() => {
      paused = false;
    });
  });
}

/** Asks at growing intervals, from 2 ms to 100 ms. */
async function untilIdle(queue: () => Promise<BoardQueue>): Promise<void> {
  for (let wait = 2; ; wait = Math.min(100, wait * 1.5)) {
    if (await isIdle(await queue())) return;
    await sleep(wait);
  }
}

/** Asks for retries twice, since a job may go from one state to the other between two questions, but not there and back. */
async function isIdle(queue: BoardQueue): Promise<boolean> {
  if (await hasRetry(queue)) return false;
  if ((await countJobs(queue, READY_STATES)) > 0) return false;
  return !(await hasRetry(queue));
}

/** Whether the first delayed job is one to be tried again: its time is seconds away. */
async function hasRetry(queue: BoardQueue): Promise<boolean> {
  const [first] = await asked(queue.getJobs(['delayed'], 0, 0, true));
  return first !== undefined && isRetry(first);
}

/** @throws {QueueDown} */
export async function countJobs(queue: BoardQueue, states: readonly JobType[]): Promise<number> {
  const counts = await asked(queue.getJobCounts(...states));
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** @throws {QueueDown} whatever goes wrong with the server. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await within(CALL_MS, answer, () => new QueueDown('the queue does not answer'));
  } catch (error) {
    if (error instanceof QueueDown) throw error;
    throw new QueueDown('the queue cannot be used', { cause: error });
  }
}
