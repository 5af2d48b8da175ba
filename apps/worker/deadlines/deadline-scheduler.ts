/**
 * Sees to everything that falls due, by comparing what the views say is due next with what was done: deadlines that have
 * passed are put on record as missed, and the queue is made to hold exactly the reminders that are to come. Both begin
 * from nothing each time: no memory of earlier rounds has to be right, so what was missed, lost or left over for any
 * reason is mended by the next round. The views may be behind and the queue may be wiped; the log decides what is sent.
 *
 * The two are followers of their own, so that a queue out of reach holds up no missed deadline.
 */
import { QueueDown, type QueueWork, type ReminderJob } from '../../../libs/outside/queue/queue.js';
import type { ObligationRow } from '../../../libs/views/models/rows.js';
import type { RoleHolders } from '../delivery/recipients.js';
import type { RetryLedger } from '../followers/retry-ledger.js';
import { WakeSignal } from '../followers/wake-signal.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import type { WorkerTimings } from '../followers/worker-timings.js';
import { jobOf, rowsDue, rowsPending } from '../reminders/jobs.js';
import { reportRefusal, sendReminder } from '../reminders/send-reminder.js';
import { isMissDue, missId, recordMiss } from './record-missed-deadline.js';

type Parts = Pick<WorkerParts, 'service' | 'pool' | 'views' | 'queue' | 'clock' | 'log' | 'metrics'> & {
  readonly timings: WorkerTimings;
  readonly ledger: RetryLedger;
  readonly holders: RoleHolders;
};

const PAGE = 500;
/** Misses put on record at the same time. */
const AT_ONCE = 16;
/** After a round the queue is left alone for this multiple of how long the round took, so that ten percent go into it. */
const REST = 9;
const LONGEST_REST_MS = 20_000;

export class DeadlineScheduler {
  readonly #missWake = new WakeSignal();
  readonly #queueWake = new WakeSignal();
  #work: QueueWork | undefined;
  #queueDown: QueueDown | undefined;
  /** Facts put on record since the process began. */
  readonly written = { reminders: 0, missed: 0 };

  constructor(private readonly parts: Parts) {}

  /** Looks at once: the clock was put, or somebody waits. */
  wake(): void {
    this.#missWake.notify();
    this.#queueWake.notify();
  }

  /** Resolves when the queue has nothing in hand, where this process works on it. @throws {QueueDown} */
  async queueIdle(): Promise<void> {
    if (this.#queueDown) throw this.#queueDown;
    await this.#work?.idle();
  }

  /** The follower `timer`: records missed deadlines until the signal aborts. @throws {Unavailable} */
  async recordMisses(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#recordMissesDue(signal);
      await this.#missWake.wait(this.parts.timings.missIntervalMs, signal);
    }
  }

  /** The follower `reminders`: keeps the queue filled and handles its jobs until the signal aborts. @throws {Unavailable} */
  async fillQueue(signal: AbortSignal): Promise<void> {
    const { views, clock, timings } = this.parts;
    const resyncMs = clock.kind === 'virtual' ? timings.virtualResyncIntervalMs : timings.resyncIntervalMs;
    let shown: string | undefined;
    let [resyncAt, restUntil] = [0, 0];
    try {
      while (!signal.aborted) {
        const [begun, position] = [performance.now(), await views.position()];
        if (begun >= resyncAt || (position !== shown && begun >= restUntil)) {
          const done = await this.#unlessQueueDown(() => this.#reconcileQueue(position === shown));
          const ended = performance.now();
          restUntil = ended + Math.min(LONGEST_REST_MS, REST * (ended - begun));
          resyncAt = done ? Math.max(restUntil, ended + resyncMs) : ended + timings.queueRetryMs;
          shown = position;
        }
        if (await this.#queueWake.wait(timings.viewsIntervalMs, signal)) resyncAt = 0;
      }
    } finally {
      const work = this.#work;
      this.#work = undefined;
      await work?.stop();
    }
  }

  async #recordMissesDue(signal: AbortSignal): Promise<void> {
    const { views, clock, ledger } = this.parts;
    const now = clock.now();
    const record = async (rows: readonly ObligationRow[]): Promise<void> => {
      const done = await Promise.all(rows.map((row) => recordMiss(this.parts, ledger, row)));
      this.written.missed += done.filter(Boolean).length;
    };
    let some: ObligationRow[] = [];
    for await (const row of rowsDue(views.queries, { to: now }, PAGE)) {
      if (signal.aborted) return;
      if (isMissDue(row, now) && !ledger.blocks(missId(row))) some.push(row);
      if (some.length < AT_ONCE) continue;
      await record(some);
      some = [];
    }
    await record(some);
  }

  /** `unmoved`: the views have not moved since the last round, so what is missing was lost. */
  async #reconcileQueue(unmoved: boolean): Promise<void> {
    const { queue, ledger, clock, log } = this.parts;
    if (!this.#work) await this.#startWork();
    // Asked before the views: a job that is done in between is at most added once more, and finds nothing to do.
    const unwanted = new Set(await queue.ids());
    const missing: ReminderJob[] = [];
    for await (const row of this.#rowsToCome()) {
      const job = jobOf(row);
      if (!job || ledger.blocks(job.id) || (clock.kind === 'virtual' && job.due > clock.now())) continue;
      if (!unwanted.delete(job.id)) missing.push(job);
    }
    await queue.keep(missing.toSorted((one, other) => one.due - other.due));
    await queue.drop([...unwanted]);
    if (unmoved && clock.kind === 'real' && missing.length > 0)
      log.info('reminders were missing from the queue and were added again', { added: missing.length });
  }

  /**
   * By the real clock a job waits in the queue until it is due. The queue knows nothing of a virtual clock, so under one
   * it gets a job only when that is due.
   */
  #rowsToCome(): AsyncGenerator<ObligationRow> {
    const { views, clock } = this.parts;
    return clock.kind === 'virtual'
      ? rowsDue(views.queries, { to: clock.now() }, PAGE)
      : rowsPending(views.queries, PAGE);
  }

  async #startWork(): Promise<void> {
    const { queue, clock } = this.parts;
    // Jobs that another clock, or an earlier version, left to wait for an instant of its own: they are added anew.
    if (clock.kind === 'virtual') await queue.drop(await queue.ids());
    this.#work = await queue.work((job) => this.#handle(job));
  }

  /** False when the queue was out of reach. Commands, views, misses and mail do not depend on it. */
  async #unlessQueueDown(round: () => Promise<void>): Promise<boolean> {
    const { log, metrics } = this.parts;
    try {
      await round();
    } catch (error) {
      if (!(error instanceof QueueDown)) throw error;
      if (!this.#queueDown) {
        metrics.trouble('queue');
        log.warn('queue unavailable; reminders wait', {}, error);
      }
      this.#queueDown = error;
      return false;
    }
    if (this.#queueDown) log.info('queue available again');
    this.#queueDown = undefined;
    return true;
  }

  async #handle({ id, data }: ReminderJob): Promise<void> {
    const { ledger, log } = this.parts;
    const done = await sendReminder(this.parts, data);
    this.written.reminders += done.written;
    if (done.refused) await reportRefusal(this.parts, done.refused, ledger.record(id, done.refused.rejection.reason));
    else if (ledger.clear(id)) log.info('reminder sent after an earlier refusal', { about: data.stream });
  }
}
