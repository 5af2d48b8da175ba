/** The queue over BullMQ, whatever lies under BullMQ. */
import type { Queue as BoardQueue, Worker } from 'bullmq';
import { z } from 'zod';
import { KEPT_STATES, toEntry } from './jobs.js';
import { AT_ONCE, CHUNK, CHUNKS_AT_ONCE, waitAtMost, STOP_MS } from './limits.js';
import { asked, begin, countJobs, type Handle } from './work.js';
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

/** `open` connects, and is called when the options have been found good. */
export function openQueue(open: () => Backend, options: QueueOptions): Queue {
  const name = queueName.parse(options.name ?? 'reminders');
  const backend = open();
  const session = openSession(backend, name);
  const works = new Set<() => Promise<void>>();
  const { queue } = session;
  return {
    keep: async (wanted) => keep(queue, checked(wanted, reminderJob), options),
    drop: async (ids) => drop(queue, checked(ids, reminderJob.shape.id)),
    ids: async () => idsIn(await queue()),
    count: async () => countJobs(await queue(), KEPT_STATES),
    work: async (handle) => {
      await queue();
      const { worker, free } = backend.worker(name, handle, options.inOrder ? 1 : AT_ONCE);
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
      void waitAtMost(STOP_MS, made.close());
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
      await waitAtMost(STOP_MS, made.close());
      await waitAtMost(STOP_MS, backend.close());
    },
  };
}

type Ready = () => Promise<BoardQueue>;

async function keep(ready: Ready, wanted: readonly ReminderJob[], options: QueueOptions): Promise<void> {
  if (wanted.length === 0) return;
  const queue = await ready();
  // BullMQ ignores a job whose id it has, also when that one was given up.
  const givenUp = new Set(await asked(queue.getRanges(['failed'], 0, -1, true)));
  const again = givenUp.size === 0 ? [] : wanted.filter(({ id }) => givenUp.has(id));
  await removeAll(
    queue,
    again.map(({ id }) => id),
  );
  // Several at once, so that the server works on one chunk while the next is made.
  const left = chunks(wanted, CHUNK).values();
  const adding = async (): Promise<void> => {
    for (const chunk of left) await asked(queue.addBulk(chunk.map((job) => toEntry(job, options))));
  };
  await Promise.all(Array.from({ length: options.inOrder ? 1 : CHUNKS_AT_ONCE }, adding));
}

/** Of Hearth's own jobs: what somebody else put there is failed when its turn comes. */
async function idsIn(queue: BoardQueue): Promise<readonly string[]> {
  const ids = await asked(queue.getRanges([...KEPT_STATES], 0, -1));
  return ids.filter((id) => reminderJob.shape.id.safeParse(id).success);
}

async function drop(ready: Ready, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await removeAll(await ready(), ids);
}

async function removeAll(queue: BoardQueue, ids: readonly string[]): Promise<void> {
  for (const chunk of chunks(ids, CHUNK))
    await asked(Promise.all(chunk.map((id) => unlessElsewhere(queue.remove(id)))));
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
