/** Handing out: a BullMQ worker that outlives its server, and ends when told. */
import { UnrecoverableError, type Queue as BoardQueue, type Worker, type WorkerOptions } from 'bullmq';
import { countJobs, fromJob, waitsForDue } from './jobs.js';
import { DEATHS, LOCK_LOOK_MS, LOCK_MS, patience, pause, RETRY_MS, STOP_MS, within, CALL_MS } from './limits.js';
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
  let ended: Promise<void> | undefined;
  const over = (): Promise<void> => {
    ended ??= end(worker, free);
    return ended;
  };
  try {
    await within(CALL_MS, worker.waitUntilReady(), () => new QueueDown('the queue does not answer'));
  } catch (error) {
    await over();
    throw error instanceof QueueDown ? error : new QueueDown('work cannot begin', { cause: error });
  }
  takeGently(worker);
  // What ends it is its own close; what goes wrong meanwhile it tells its listener for errors, above.
  worker.run().catch(() => undefined);
  return { stop: over, over, idle: () => untilIdle(queue) };
}

/** Takes no more, waits for what is in hand, lets go; whatever the server does. */
async function end(worker: Worker, free: () => Promise<void>): Promise<void> {
  await patience(STOP_MS, worker.close());
  await patience(STOP_MS, Promise.all([worker.getBackend().close(true), free()]));
}

/** BullMQ asks again at once when a server answers with an error other than a lost connection: not a thousand times a second. */
function takeGently(worker: Worker): void {
  const backend = worker.getBackend();
  const take = backend.moveToActive.bind(backend);
  backend.moveToActive = async (...asked) => {
    try {
      return await take(...asked);
    } catch (error) {
      await pause(RETRY_MS);
      throw error;
    }
  };
}

/** Looked at ever more rarely, from 2 ms to 100 ms apart. */
async function untilIdle(queue: () => Promise<BoardQueue>): Promise<void> {
  for (let wait = 2; ; wait = Math.min(100, wait * 1.5)) {
    if (await isIdle(await queue())) return;
    await pause(wait);
  }
}

/** Looked at twice, since a job may go from one state to the other between two questions, but not there and back. */
async function isIdle(queue: BoardQueue): Promise<boolean> {
  if (await isTryingAgain(queue)) return false;
  if ((await asked(countJobs(queue, false))) > 0) return false;
  return !(await isTryingAgain(queue));
}

/** Those to be tried again stand before all others: their time is seconds away. */
async function isTryingAgain(queue: BoardQueue): Promise<boolean> {
  const [first] = await asked(queue.getJobs(['delayed'], 0, 0, true));
  return first !== undefined && !waitsForDue(first);
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
