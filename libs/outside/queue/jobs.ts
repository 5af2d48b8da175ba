/** How a reminder lies in BullMQ, and when it falls due there. */
import type { BulkJobOptions, Job, JobType } from 'bullmq';
import { z } from 'zod';
import { GIVEN_UP, PAUSE_MS, TRIES } from './limits.js';
import { reminderJob, type QueueOptions, type ReminderJob } from './queue.js';

const kept = reminderJob.shape.data.extend({ due: reminderJob.shape.due });
const { id: identifier } = reminderJob.shape;

export interface BulkEntry {
  readonly name: string;
  readonly data: z.infer<typeof kept>;
  readonly opts: BulkJobOptions;
}

export function toEntry(job: ReminderJob, { now }: Pick<QueueOptions, 'now'>): BulkEntry {
  // BullMQ counts the delay from when the job is made, a moment later: it may come late, never early.
  const delay = Math.max(0, Math.ceil(job.due - now()));
  return {
    name: 'reminder',
    data: { ...job.data, due: job.due },
    opts: {
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

/** Whether a delayed job failed before, and waits for its next try. */
export function isRetry({ attemptsMade, attemptsStarted }: Pick<Job, 'attemptsMade' | 'attemptsStarted'>): boolean {
  return attemptsMade > 0 || attemptsStarted > 0;
}

/**
 * States of jobs that may be handed out now or are being handled. While an operator has paused the queue, PostgreSQL
 * calls those that wait `paused`, a state that BullMQ's types leave out.
 */
export const READY_STATES = ['waiting', 'active', 'prioritized', 'paused'] as string[] as JobType[];
/** All states but those in which a job is finished. */
export const KEPT_STATES: readonly JobType[] = [...READY_STATES, 'delayed'];
