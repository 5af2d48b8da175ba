/** What the worker is made of, and what it shows of itself. */
import type { Pool } from 'pg';
import type { Checkpoints } from '../../../libs/engine/follow/follow-log.js';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import type { MailSpool } from '../../../libs/outside/mail/mail-spool.js';
import type { Queue } from '../../../libs/outside/queue/queue.js';
import type { Views } from '../../../libs/views/views.js';
import type { Clock, VirtualClock } from '../../../libs/runtime/clock.js';
import type { CommandService } from '../../../libs/runtime/command-service.js';
import type { Logger, Metrics } from '../../../libs/runtime/logger.js';
import type { WorkerTimings } from './worker-timings.js';

export interface WorkerParts {
  readonly service: CommandService;
  readonly store: EventStore;
  /** Of the database that holds log and views. The worker's locks open connections of their own to the same one. */
  readonly pool: Pool;
  readonly views: Views;
  readonly queue: Queue;
  readonly clock: Clock | VirtualClock;
  readonly mailSpool: MailSpool;
  readonly checkpoints: Checkpoints;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'reminder' | 'missedDeadline' | 'refused' | 'trouble'>;
  /** Unset: {@link WORKER_TIMINGS}. */
  readonly timings?: Partial<WorkerTimings>;
}

/** What follows the log, or the clock. */
export type FollowerName = 'views' | 'reactions' | 'deliveries' | 'reminders' | 'timer';

export interface Lag {
  /** Facts of the log not yet taken; for the timer and the reminders, what is due and not done. */
  readonly behind: number;
  /** Of the timer and the reminders: due, and refused by the log; tried again later, or left to people. */
  readonly refused?: number;
}

export interface Worker {
  /** How far each is. @throws {Unavailable} */
  lag(): Promise<Readonly<Record<FollowerName, Lag>>>;
  /**
   * Resolves when every follower has caught up with the head of the log, and with what that caused, and nothing due is
   * left undone.
   * @throws {WorkerStuck} when nothing changes for a while. @throws {Unavailable} @throws {QueueDown}
   */
  waitUntilIdle(): Promise<void>;
  /**
   * Under a virtual clock: walks to the instant (ms since 1970) through everything that falls due on the way, so that
   * each happens at its time. One walk at a time; a second one waits.
   * @throws {ClockGoesBack} @throws {ClockNotPut} and what {@link Worker.waitUntilIdle} throws; then the clock stands where it
   * got to.
   */
  advance(to: number): Promise<{ readonly reminders: number; readonly missed: number }>;
  /** Finishes what is in hand and releases the locks. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** Nothing has changed for a while, although something due is not done or a follower is behind. */
export class WorkerStuck extends Error {
  constructor(readonly lag: Readonly<Record<FollowerName, Lag>>) {
    const behind = Object.entries(lag).filter(([, each]) => each.behind > 0);
    super(`the worker is stuck: ${behind.map(([name, each]) => `${name} behind by ${each.behind}`).join(', ')}`);
  }
}
