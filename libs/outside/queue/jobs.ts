/** How a reminder lies in BullMQ, and when it falls due there. */
import type { BulkJobOptions, Job, JobType, Queue as BoardQueue } from 'bullmq';
import { z } from 'zod';
import { GIVEN_UP, PAUSE_MS, TRIES } from './limits.js';
import { reminderJob, type QueueOptions, type ReminderJob } from './queue.js';

/**
 * Where the clock stands still, a job's own time in the queue is its due instant and this, some 139 years: it never
 * comes, and the order of those that wait is the order of their due instants.
 */
const NEVER_MS = 2 ** 42;

const kept = reminderJob.shape.data.extend({ due: reminderJob.shape.due });
const { id: identifier } = reminderJob.shape;

export interface BulkEntry {
  readonly name: string;
  readonly data: z.infer<typeof kept>;
  readonly opts: BulkJobOptions;
}

export function toEntry(job: ReminderJob, options: QueueOptions): BulkEntry {
  // Hearth's clock is read first, so that what passes between the two makes it late, never early.
  const delay = options.standsStill ? NEVER_MS : Math.max(0, Math.ceil(job.due - options.now()));
  const timestamp = options.standsStill ? job.due : Date.now();
  return {
    name: 'reminder',
    data: { ...job.data, due: job.due },
    opts: {
      timestamp,
      delay,
      jobId: job.id,
      attempts: TRIES,
      backoff: { type: 'exponential', delay: PAUSE_MS },
      removeOnComplete: true,
      removeOnFail: { count: GIVEN_UP },
    },
  };
}

/** What was kept; undefined when somebody else put something else into the queue. */
export function fromJob(job: Pick<Job, 'id' | 'data'>): ReminderJob | undefined {
  const [id, found] = [identifier.safeParse(job.id), kept.safeParse(job.data)];
  if (!id.success || !found.success) return undefined;
  const { due, ...data } = found.data;
  return { id: id.data, due, data };
}

/** Waits for its due instant, not to be tried again. */
export function waitsForDue(job: Pick<Job, 'attemptsMade' | 'attemptsStarted'>): boolean {
  return job.attemptsMade === 0 && job.attemptsStarted === 0;
}

/** Jobs that may be handed out now or are in hand; `delayed` ones too if wanted. */
export async function countJobs(queue: BoardQueue, delayed: boolean): Promise<number> {
  // While an operator has paused the queue, PostgreSQL counts what waits as `paused`, a state that the types left out.
  const states = [
    'waiting',
    'active',
    'prioritized',
    'paused',
    ...(delayed ? ['delayed'] : []),
  ] as string[] as JobType[];
  const counts = await queue.getJobCounts(...states);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
