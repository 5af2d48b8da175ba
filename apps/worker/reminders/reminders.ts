/** The reminders: hands out what falls due, and keeps the queue as the views say. */

import { QueueDown, type QueueWork, type ReminderJob } from '../../../libs/outside/queue/queue.js';
import type { Bell } from '../followers/wake-signal.js';
import type { Mirror } from './queue-reconciler.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import { pause } from '../followers/pause.js';
import type { Holders } from '../delivery/recipients.js';
import type { Refusals } from '../followers/retry-ledger.js';
import { refused, remind } from './send-reminder.js';

const LOOK_MS = 250;
/** A clock that is put, or runs by itself from where it was put, is looked at so often. */
const PROMOTE_MS = 1_000;
const QUEUE_DOWN_MS = 1_000;

export class Reminders {
  #work: QueueWork | undefined;
  #promotedAt = 0;
  #down = false;
  /** Facts that were put on record since the process began. */
  written = 0;

  constructor(
    private readonly parts: WorkerParts,
    private readonly mirror: Mirror,
    private readonly refusals: Refusals,
    private readonly holders: Holders,
  ) {}

  /** The queue's work while this process does it. */
  get work(): QueueWork | undefined {
    return this.#work;
  }

  /**
   * Works until the signal aborts. A queue that is down is waited for: nothing else of the worker hangs on it.
   * @throws {Unavailable}
   */
  async keep(bell: Bell, signal: AbortSignal): Promise<void> {
    // Another process may have kept it meanwhile, or nobody.
    this.mirror.forget();
    try {
      while (!signal.aborted) {
        await this.#turn(signal);
        await bell.wait(LOOK_MS, signal);
      }
    } finally {
      const work = this.#work;
      this.#work = undefined;
      await work?.stop();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    const { queue, clock, log, metrics } = this.parts;
    try {
      this.#work ??= await queue.work((job) => this.#handle(job));
      await this.mirror.look();
      if (clock.kind === 'virtual' && performance.now() > this.#promotedAt + PROMOTE_MS) {
        await queue.promoteDue(clock.now());
        this.#promotedAt = performance.now();
      }
      if (this.#down) log.info('the queue answers again');
      this.#down = false;
    } catch (error) {
      if (!(error instanceof QueueDown)) throw error;
      if (!this.#down) {
        metrics.trouble('queue');
        log.warn('the queue does not answer; everything else goes on', {}, error);
      }
      this.#down = true;
      // What it holds when it comes back, nobody knows.
      this.mirror.distrust();
      await pause(QUEUE_DOWN_MS, signal);
    }
  }

  async #handle(job: ReminderJob): Promise<void> {
    const { id, data } = job;
    const done = await remind({ ...this.parts, holders: this.holders }, data);
    this.written += done.written;
    if (done.refused) await refused(this.parts, done.refused, this.refusals.add(id, done.refused.rejection.reason));
    else if (this.refusals.forget(id))
      this.parts.log.info('what was refused is refused no more', { about: data.stream });
  }
}
