/**
 * Keeps the queue as the views say: one job for the next step of everything that is owed. New ones are kept and done
 * ones dropped as the views move; what the queue has lost is put back. The queue is never asked what is true.
 */
import type { Cursor } from '../../../libs/engine/ports/event-store.js';
import type { ReminderJob } from '../../../libs/outside/queue/queue.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import { jobOf } from './jobs.js';
import type { Refusals } from '../followers/retry-ledger.js';

type Parts = Pick<WorkerParts, 'views' | 'queue' | 'clock' | 'log' | 'metrics'>;

/** How often the count of the queue is looked at; what it lost is back soon after. */
const LOOK_MS = 5_000;
/** How often everything is given to the queue again although nothing seems lost. */
const ALL_AGAIN_MS = 60_000;
/** The rest after going through everything that is pending, as a multiple of how long that took. */
const REST = 9;
const PAGE = 500;
/** Due for so long and still not done: its job was lost, or given up. */
const OVERDUE_MS = 15_000;

export class Mirror {
  /** What was given to the queue, by id: the round in which it was last seen to be pending. */
  readonly #kept = new Map<string, number>();
  #round = 0;
  #shown: Cursor | undefined;
  /** How many more the queue held than it should when it was last given everything: left over from another process. */
  #surplus = 0;
  #lookAt = 0;
  #allAgainAt = 0;
  #overdueAt = 0;
  #restUntil = 0;
  /** One after another: whoever settles asks for a round too. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: Parts,
    private readonly refusals: Refusals,
  ) {}

  /** What is worth doing now. @throws {QueueDown} @throws {Unavailable} then the next time begins anew. */
  async look(): Promise<void> {
    const now = performance.now();
    if (now < this.#restUntil) return;
    const shown = await this.parts.views.position();
    if (shown !== this.#shown) await this.round();
    if (now >= this.#lookAt) await this.count();
  }

  /** Everything anew: what must not be missing, whatever was known before. */
  async putBack(): Promise<void> {
    this.#kept.clear();
    await this.round();
    this.#surplus = Math.max(0, (await this.parts.queue.count()) - this.#kept.size);
  }

  /** Goes through what is pending: keeps what is new, drops what is gone. */
  round(): Promise<void> {
    const turn = this.#turn.then(() => this.#goThrough());
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Looks whether the queue has lost anything, and puts it back. */
  async count(): Promise<void> {
    const { queue, log } = this.parts;
    this.#lookAt = performance.now() + LOOK_MS;
    const missing = this.#kept.size + this.#surplus - (await queue.count());
    const again = performance.now() >= this.#allAgainAt;
    if (missing <= 0 && !again && !(await this.#overdue())) return;
    this.#allAgainAt = performance.now() + ALL_AGAIN_MS;
    this.#overdueAt = performance.now() + OVERDUE_MS;
    if (missing > 0) log.info('reminders are put back into the queue', { missing, pending: this.#kept.size });
    await this.putBack();
  }

  /** Forgets what the queue was given: another process kept it meanwhile. */
  forget(): void {
    this.#kept.clear();
    this.#shown = undefined;
    this.#surplus = 0;
    this.distrust();
  }

  /** Gives the queue everything anew the next time. */
  distrust(): void {
    this.#lookAt = 0;
    this.#allAgainAt = 0;
  }

  async #goThrough(): Promise<void> {
    const { views, queue } = this.parts;
    const begun = performance.now();
    const shown = await views.position();
    this.#round += 1;
    for (let after: string | undefined; ;) {
      const page = await views.queries.pending({ after, limit: PAGE });
      const fresh: ReminderJob[] = [];
      for (const row of page.rows) {
        const job = jobOf(row);
        if (!job || this.refusals.has(job.id)) continue;
        if (!this.#kept.has(job.id)) fresh.push(job);
        else this.#kept.set(job.id, this.#round);
      }
      if (fresh.length > 0) await queue.keep(fresh);
      for (const { id } of fresh) this.#kept.set(id, this.#round);
      if (page.next === undefined) break;
      after = page.next;
    }
    const gone = [...this.#kept].filter(([, round]) => round !== this.#round).map(([id]) => id);
    if (gone.length > 0) await queue.drop(gone);
    for (const id of gone) this.#kept.delete(id);
    this.#shown = shown;
    this.#restUntil = performance.now() + REST * (performance.now() - begun);
  }

  async #overdue(): Promise<boolean> {
    const { views, clock } = this.parts;
    if (performance.now() < this.#overdueAt) return false;
    const to = new Date(clock.now() - OVERDUE_MS).toISOString();
    const { rows } = await views.queries.dueBetween({ to, limit: 100 });
    return rows.some((row) => {
      const job = jobOf(row);
      return job !== undefined && job.due <= Date.parse(to) && !this.refusals.has(job.id);
    });
  }
}
