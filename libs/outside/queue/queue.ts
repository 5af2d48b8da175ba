/**
 * The queue of reminders: jobs that wait until they are due. They are hints: the log says what is owed, so the queue may
 * be wiped at any time, and whoever fills it finds its jobs again in the log.
 *
 * One port, two backends (`redis-queue.ts`, `postgres-queue.ts`), one contract (`tests/contract/queue`).
 */
import type { Queue as BoardQueue } from 'bullmq';
import { z } from 'zod';

/** Latest instant that may be kept: the last millisecond of the year 9999. */
const LAST_INSTANT = 253_402_300_799_999;
const text = z.string().min(1).max(300);

/**
 * What a reminder is kept as. The id begins with a letter and holds letters, digits, `-` and `_` only: the queue
 * underneath gives a meaning to colons and to ids that are whole numbers.
 */
export const reminderJob = z.strictObject({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,127}$/),
  due: z.int().min(0).max(LAST_INSTANT),
  data: z.strictObject({
    root: text,
    stream: text,
    cycle: text.exactOptional(),
    deadline: text,
    lateFrom: text,
    step: text,
  }),
});

export interface ReminderJob {
  /** Unique among those kept. */
  readonly id: string;
  /** ms since 1970 by Hearth's clock. */
  readonly due: number;
  /** What it is about: names of things, nothing personal. */
  readonly data: {
    readonly root: string;
    readonly stream: string;
    /** By which it is owed, where it is by one. */
    readonly cycle?: string;
    readonly deadline: string;
    readonly lateFrom: string;
    readonly step: string;
  };
}

/** Hands out due jobs until it is stopped. */
export interface QueueWork {
  /** Takes no more jobs and returns when those in hand are done, or after a few seconds; those are handed out again. */
  stop(): Promise<void>;
  /**
   * Resolves when nothing is handed out at the moment, nothing waits for that, and nothing is about to be tried again.
   *
   * @throws {QueueDown}
   */
  idle(): Promise<void>;
}

/** Every call either does its work or throws within a few seconds; after trouble the next call just works again. */
export interface Queue {
  /**
   * Keeps these until they are due; one whose id is kept already changes nothing, one given up after its last try is
   * kept anew. In bulk: what was kept before an error stays kept.
   *
   * @throws {QueueDown}
   * @throws {z.ZodError} when one of them is malformed; then none is kept.
   */
  keep(jobs: readonly ReminderJob[]): Promise<void>;
  /** Removes jobs, whether they are kept or not. One that is being handled is not interrupted. @throws {QueueDown} */
  drop(ids: readonly string[]): Promise<void>;
  /**
   * Ids of the jobs that are kept: waiting, being handled, or about to be tried again; not those given up after their
   * last try. @throws {QueueDown}
   */
  ids(): Promise<readonly string[]>;
  /** How many {@link ids} there are. @throws {QueueDown} */
  count(): Promise<number>;
  /**
   * Hands due jobs to `handle`, several at once unless `inOrder` is set. A handler that throws is tried again later, a
   * bounded number of times; a job whose worker died is handed out again. @throws {QueueDown} when it cannot begin.
   */
  work(handle: (job: ReminderJob) => Promise<void>): Promise<QueueWork>;
  /** Whether the server answers. */
  healthy(): Promise<boolean>;
  /** Drops everything, whatever its state. @throws {QueueDown} */
  wipe(): Promise<void>;
  /** Ends all work and lets go of the server; never hangs. */
  close(): Promise<void>;
  /** The queue underneath, for the operators' board. */
  boardQueue(): BoardQueue;
}

export interface QueueOptions {
  /** ms since 1970 by Hearth's clock. */
  readonly now: () => number;
  /** Due jobs are handled one at a time, in the order in which they were kept. Unset: several at once. */
  readonly inOrder?: boolean;
  /** Which queue on the server: lower-case letters, digits, `-` and `_`. Unset: `reminders`. */
  readonly name?: string;
  /** Called when the server's settings let it lose jobs. */
  readonly onWarning?: (warning: string) => void;
}

/** The queue's server does not answer. Nothing is lost by it: what belongs in the queue is found again in the log. */
export class QueueDown extends Error {
  override readonly name = 'QueueDown';
}
