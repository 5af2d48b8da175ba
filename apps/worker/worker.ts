/**
 * The worker: follows the log, and sees that no deadline passes unnoticed. Every process may start one; each follower
 * works in one process at a time, and another process takes over when that one is gone.
 */
import type { VirtualClock } from '../../libs/runtime/clock.js';
import { migrate } from '../../libs/postgres/migrations.js';
import { workerSchema } from '../../libs/runtime/worker-schema.js';
import { DeadlineScheduler } from './deadlines/deadline-scheduler.js';
import { deliver } from './delivery/deliver-notices.js';
import { RoleHolders } from './delivery/recipients.js';
import { runAsLeader } from './followers/leader-lock.js';
import { RetryLedger } from './followers/retry-ledger.js';
import type { FollowerName, Worker, WorkerParts } from './followers/worker-parts.js';
import { WORKER_TIMINGS, type WorkerTimings } from './followers/worker-timings.js';
import { measureLag, waitUntilIdle, walkClock } from './idle-wait.js';
import { reportRefusal } from './reminders/send-reminder.js';

/** Starts the followers. @throws {Unavailable} the database is out of reach; later failures are retried. */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  await migrate(parts.pool, workerSchema);
  return new RunningWorker(parts);
}

/** The clock is the real one: nobody puts it. */
export class ClockNotPut extends Error {
  constructor() {
    super('the clock is the real one, and is not put');
  }
}

class RunningWorker implements Worker {
  readonly #over = new AbortController();
  readonly #followers: readonly Promise<void>[];
  readonly #timings: WorkerTimings;
  readonly #ledger: RetryLedger;
  readonly #scheduler: DeadlineScheduler;
  readonly #stopListening: () => void;
  #walking: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: WorkerParts) {
    const { clock, views, service } = parts;
    const holders = new RoleHolders(parts);
    this.#timings = { ...WORKER_TIMINGS, ...parts.timings };
    this.#ledger = new RetryLedger(() => clock.now());
    const scheduler = new DeadlineScheduler({ ...parts, holders, ledger: this.#ledger, timings: this.#timings });
    this.#scheduler = scheduler;
    this.#stopListening = 'onSet' in clock ? clock.onSet(() => scheduler.wake()) : () => undefined;
    this.#followers = [
      this.#follow('views', (signal) => views.follow(signal)),
      this.#follow('reactions', (signal) =>
        service.runReactions(signal, (command, rejection) => reportRefusal(parts, { command, rejection })),
      ),
      this.#follow('deliveries', (signal) => deliver({ ...parts, holders }, signal)),
      this.#follow('timer', (signal) => scheduler.recordMisses(signal)),
      this.#follow('reminders', (signal) => scheduler.fillQueue(signal)),
    ];
  }

  lag(): ReturnType<Worker['lag']> {
    return measureLag({ ...this.parts, ledger: this.#ledger });
  }

  waitUntilIdle(): Promise<void> {
    return waitUntilIdle(this.#waiting(), this.#over.signal);
  }

  advance(to: number): ReturnType<Worker['advance']> {
    const { clock } = this.parts;
    if (clock.kind !== 'virtual') return Promise.reject(new ClockNotPut());
    const walked = this.#walking.then(() => this.#walk(clock as VirtualClock, to));
    this.#walking = walked.catch(() => undefined);
    return walked;
  }

  async #walk(clock: VirtualClock, to: number): Promise<{ reminders: number; missed: number }> {
    const { written } = this.#scheduler;
    const before = { ...written };
    await walkClock({ ...this.#waiting(), clock }, to, this.#over.signal);
    return { reminders: written.reminders - before.reminders, missed: written.missed - before.missed };
  }

  async stop(): Promise<void> {
    this.#stopListening();
    this.#over.abort(new Error('the worker was stopped'));
    await Promise.all([...this.#followers, this.#walking]);
  }

  #waiting(): Parameters<typeof waitUntilIdle>[0] {
    return { ...this.parts, timings: this.#timings, ledger: this.#ledger, scheduler: this.#scheduler };
  }

  #follow(name: FollowerName, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { pool, log } = this.parts;
    return runAsLeader({ name, connection: pool.options, log, timings: this.#timings, work }, this.#over.signal);
  }
}
