/**
 * The queue of reminders: a place where wake-up hints wait until they are due. It may be wiped at any time, since
 * whoever keeps jobs here can find them again in the log; so it is never asked what is true, only what is due.
 *
 * One port, two backends (`queue-redis.ts`, `queue-postgres.ts`), one contract (`tests/contract/queue`).
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
  /** Takes jobs out, whether they are kept or not. One that is being handled is not interrupted. @throws {QueueDown} */
  drop(ids: readonly string[]): Promise<void>;
  /** Kept and not yet handled, those that are being handled among them; not those given up after their last try. @throws {QueueDown} */
  count(): Promise<number>;
  /** Earliest due instant among those that wait for it: neither handed out, nor about to be tried again. @throws {QueueDown} */
  nextDue(): Promise<number | undefined>;
  /**
   * For a clock that is put: hands out those due at or before `now`, in order of their due instants; not those about to
   * be tried again, which come by themselves. Resolves with their number as soon as they may be taken by whoever works;
   * `idle` says when they are done. @throws {QueueDown}
   */
  promoteDue(now: number): Promise<number>;
  /**
   * Hands due jobs to `handle`, several at once; where the clock stands still, one after the other. A handler that throws is tried again later, a bounded number of times;
   * a job whose worker died is handed out again. @throws {QueueDown} when it cannot begin.
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
  /** A clock that stands still, or is put: nothing falls due by itself, `promoteDue` says when. */
  readonly standsStill: boolean;
  /** Which queue on the server: lower-case letters, digits, `-` and `_`. Unset: `reminders`. */
  readonly name?: string;
  /** Told when the server is found set up so that it may lose jobs. */
  readonly onWarning?: (warning: string) => void;
}

/** The queue's server does not answer. Nothing is lost by it: what belongs in the queue is found again in the log. */
export class QueueDown extends Error {
  override readonly name = 'QueueDown';
}
