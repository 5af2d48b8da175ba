/** The queue over BullMQ, whatever lies under BullMQ. */
import type { Queue as BoardQueue, Worker } from 'bullmq';
import { z } from 'zod';
import { countJobs, fromJob, toEntry, waitsForDue } from './jobs.js';
import { AT_ONCE, CHUNK, CHUNKS_AT_ONCE, patience, STOP_MS } from './limits.js';
import { asked, begin, type Handle } from './work.js';
import { QueueDown, reminderJob, type Queue, type QueueOptions, type ReminderJob } from './queue.js';

/** What differs between the servers. */
export interface Backend {
  /** Makes the queue's object, connected or not. */
  queue(name: string): BoardQueue;
  /** Before the first call, and again after one failed. */
  prepare(): Promise<void>;
  /** A worker that does not run yet, which will handle `atOnce` jobs at once, and what lets go of its connections. */
  worker(name: string, handle: Handle, atOnce: number): { readonly worker: Worker; readonly free: () => Promise<void> };
  /** Whether the server answers now. */
  ping(): Promise<void>;
  /** Lets go of the server. */
  close(): Promise<void>;
}

const queueName = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/);

/** Jobs in one page, and promotions at once. */
const PAGE = 500;

/** `open` connects, and is called when the options have been found good. */
export function openQueue(open: () => Backend, options: QueueOptions): Queue {
  const name = queueName.parse(options.name ?? 'reminders');
  const backend = open();
  const session = openSession(backend, name);
  const works = new Set<() => Promise<void>>();
  let promoting: Promise<unknown> = Promise.resolve();
  const { queue } = session;
  return {
    keep: async (wanted) => keep(queue, checked(wanted, reminderJob), options),
    drop: async (ids) => drop(queue, checked(ids, reminderJob.shape.id)),
    count: async () => asked(countJobs(await queue(), true)),
    nextDue: async () => {
      for await (const job of waiting(queue)) return job.due;
      return undefined;
    },
    promoteDue: (now) => {
      // One after the other: two at once could hand one job out twice.
      const mine = promoting.then(() => promoteDue(queue, now, options));
      promoting = mine.catch(() => undefined);
      return mine;
    },
    work: async (handle) => {
      await queue();
      const { worker, free } = backend.worker(name, handle, options.standsStill ? 1 : AT_ONCE);
      const { over, ...work } = await begin(worker, queue, free);
      works.add(over);
      return {
        idle: work.idle,
        stop: async () => {
          await work.stop();
          works.delete(over);
        },
      };
    },
    healthy: () =>
      asked(backend.ping()).then(
        () => true,
        () => false,
      ),
    wipe: async () => wipe(queue),
    close: async () => {
      await Promise.all([...works].map((over) => over()));
      await session.close();
    },
    boardQueue: session.board,
  };
}

interface Session {
  /** The queue, ready. @throws {QueueDown} */
  queue(): Promise<BoardQueue>;
  board(): BoardQueue;
  close(): Promise<void>;
}

/** BullMQ remembers a beginning that failed for ever: the next call after one gets a new beginning. */
function openSession(backend: Backend, name: string): Session {
  let ready: Promise<BoardQueue> | undefined;
  let closed = false;
  const make = (): BoardQueue => backend.queue(name).on('error', () => undefined);
  let made = make();
  const start = async (): Promise<BoardQueue> => {
    await backend.prepare();
    await made.waitUntilReady();
    return made;
  };
  const started = (): Promise<BoardQueue> => {
    const beginning = start();
    beginning.catch(() => {
      if (ready !== beginning) return;
      ready = undefined;
      if (closed) return;
      void patience(STOP_MS, made.close());
      made = make();
    });
    return beginning;
  };
  return {
    queue: () => {
      if (closed) return Promise.reject(new QueueDown('the queue was closed'));
      ready ??= started();
      return asked(ready);
    },
    board: () => made,
    close: async () => {
      if (closed) return;
      closed = true;
      await patience(STOP_MS, made.close());
      await patience(STOP_MS, backend.close());
    },
  };
}

type Ready = () => Promise<BoardQueue>;

async function keep(ready: Ready, wanted: readonly ReminderJob[], options: QueueOptions): Promise<void> {
  if (wanted.length === 0) return;
  const queue = await ready();
  // One given up lies there under its id, and BullMQ would take the new one for it.
  const givenUp = new Set(await asked(queue.getRanges(['failed'], 0, -1, true)));
  const again = givenUp.size === 0 ? [] : wanted.filter(({ id }) => givenUp.has(id));
  await removeAll(
    queue,
    again.map(({ id }) => id),
  );
  // Some at once, so that the server works on one while the next is made.
  const left = chunks(wanted, CHUNK).values();
  const adding = async (): Promise<void> => {
    for (const chunk of left) await asked(queue.addBulk(chunk.map((job) => toEntry(job, options))));
  };
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, adding));
}

async function drop(ready: Ready, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await removeAll(await ready(), ids);
}

async function removeAll(queue: BoardQueue, ids: readonly string[]): Promise<void> {
  for (const chunk of chunks(ids, PAGE)) await asked(Promise.all(chunk.map((id) => unlessElsewhere(queue.remove(id)))));
}

/** Jobs that wait for their due instant, in the order in which the queue has them come. */
async function* waiting(ready: Ready): AsyncGenerator<{ readonly due: number; promote(): Promise<void> }> {
  const queue = await ready();
  // The first page is short: mostly the first job is all that is asked for.
  for (let from = 0, size = 5; ; from += size, size = PAGE) {
    const page = await asked(queue.getJobs(['delayed'], from, from + size - 1, true));
    for (const job of page) {
      const reminder = waitsForDue(job) ? fromJob(job) : undefined;
      if (reminder) yield { due: reminder.due, promote: () => job.promote() };
    }
    if (page.length < size) return;
  }
}

async function promoteDue(ready: Ready, now: number, options: QueueOptions): Promise<number> {
  const due: { readonly due: number; promote(): Promise<void> }[] = [];
  for await (const job of waiting(ready)) {
    if (job.due <= now) due.push(job);
    // A clock that runs may have been put between two jobs: then they do not stand in order.
    else if (options.standsStill) break;
  }
  due.sort((one, other) => one.due - other.due);
  let count = 0;
  for (const same of sameDue(due)) {
    const promoted = await asked(Promise.all(same.map((job) => unlessElsewhere(job.promote()))));
    count += promoted.filter(Boolean).length;
  }
  return count;
}

/** Runs of jobs with one due instant, which may be promoted at once; none longer than a page. */
function sameDue<T extends { readonly due: number }>(sorted: readonly T[]): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (const job of sorted) {
    const last = runs.at(-1);
    if (last && last[0]?.due === job.due && last.length < PAGE) last.push(job);
    else runs.push([job]);
  }
  return runs;
}

async function wipe(ready: Ready): Promise<void> {
  const queue = await ready();
  await asked(queue.pause());
  try {
    let more = 1;
    while (more) more = await asked(queue.getBackend().obliterate({ force: true, count: CHUNK }));
  } catch (error) {
    await asked(queue.resume());
    throw error;
  }
}

/** False when the job has meanwhile gone, or gone on: what was wanted of it no longer applies. */
async function unlessElsewhere(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    const code = (error as { code?: unknown } | null)?.code;
    // BullMQ: the job is not there, has no lock, is in another state, is another's.
    if (code === -1 || code === -2 || code === -3 || code === -6) return false;
    throw error;
  }
}

/** All of them, or the error of the first that is malformed: ten thousand errors help nobody. */
function checked<T>(given: readonly T[], schema: z.ZodType<T>): readonly T[] {
  return given.map((each) => schema.parse(each));
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
