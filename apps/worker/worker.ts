/**
 * The worker: what follows the log, and sees that no deadline passes unnoticed. Every process may start one; of each
 * follower one works at a time, over all processes, and the next takes over when it is gone.
 */
import type { VirtualClock } from '../../libs/runtime/clock.js';
import { Bell } from './followers/wake-signal.js';
import { deliver } from './delivery/deliver-notices.js';
import { holdAndWork } from './followers/leader-lock.js';
import { Mirror } from './reminders/queue-reconciler.js';
import type { FollowerName, Worker, WorkerParts } from './followers/worker-parts.js';
import { Holders } from './delivery/recipients.js';
import { Refusals } from './followers/retry-ledger.js';
import { Reminders } from './reminders/reminders.js';
import { refused } from './reminders/send-reminder.js';
import { lagOf, settle, walk, type Moved } from './idle-wait.js';
import { makeWorkerTables } from '../../libs/runtime/refused-commands.js';
import { Timer } from './deadlines/missed-deadlines.js';

/** Begins to follow. @throws {Unavailable} the database is out of reach; once begun, trouble is waited out. */
export async function startWorker(parts: WorkerParts): Promise<Worker> {
  await makeWorkerTables(parts.pool);
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
  readonly #timer: Timer;
  readonly #reminders: Reminders;
  readonly #refusals: Refusals;
  readonly #moved: Moved;
  readonly #unhear: () => void;
  #walking: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: WorkerParts) {
    const { clock, views, service } = parts;
    this.#refusals = new Refusals(() => clock.now());
    const holders = new Holders(parts);
    const mirror = new Mirror(parts, this.#refusals);
    this.#timer = new Timer(parts, this.#refusals);
    this.#reminders = new Reminders(parts, mirror, this.#refusals, holders);
    const remindersBell = new Bell();
    this.#moved = {
      refusals: this.#refusals,
      mirror,
      ringTimer: () => this.#timer.ring(),
      working: () => this.#reminders.work,
    };
    this.#unhear =
      'onSet' in clock
        ? clock.onSet(() => {
            this.#timer.ring();
            remindersBell.ring();
          })
        : () => undefined;
    this.#followers = [
      this.#follow('views', (signal) => views.follow(signal)),
      this.#follow('reactions', (signal) =>
        service.runner.run(signal, (command, rejection) => refused(parts, { command, rejection })),
      ),
      this.#follow('deliveries', (signal) => deliver({ ...parts, holders }, signal)),
      this.#follow('timer', (signal) => this.#timer.keep(signal)),
      this.#follow('reminders', (signal) => this.#reminders.keep(remindersBell, signal)),
    ];
  }

  lag(): ReturnType<Worker['lag']> {
    return lagOf(this.parts, this.#refusals);
  }

  settled(): Promise<void> {
    return settle(this.parts, this.#moved, this.#over.signal);
  }

  advance(to: number): ReturnType<Worker['advance']> {
    const { clock } = this.parts;
    if (clock.kind !== 'virtual') return Promise.reject(new ClockNotPut());
    const walked = this.#walking.then(() => this.#walk(clock as VirtualClock, to));
    this.#walking = walked.catch(() => undefined);
    return walked;
  }

  async #walk(clock: VirtualClock, to: number): Promise<{ reminders: number; missed: number }> {
    const before = { reminders: this.#reminders.written, missed: this.#timer.written };
    await walk({ ...this.parts, clock }, this.#moved, to, this.#over.signal);
    return {
      reminders: this.#reminders.written - before.reminders,
      missed: this.#timer.written - before.missed,
    };
  }

  async stop(): Promise<void> {
    this.#unhear();
    this.#over.abort(new Error('the worker was stopped'));
    await Promise.all([...this.#followers, this.#walking]);
  }

  #follow(name: FollowerName, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { pool, log } = this.parts;
    return holdAndWork({ name, connection: pool.options, log, work }, this.#over.signal);
  }
}
