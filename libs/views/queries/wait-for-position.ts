/** Waits until the views show a fact: one query for all callers that wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor, EventStore } from '../../engine/ports/event-store.js';

/** How often the checkpoint is read while somebody waits and no projector of this process reports. */
const POLL_MS = 25;

interface Waiter {
  readonly cursor: Cursor;
  readonly arrived: () => void;
}

export class PositionWaiters {
  #known: Cursor | undefined;
  readonly #waiters = new Set<Waiter>();
  #polling = false;

  constructor(
    private readonly store: EventStore,
    private readonly position: () => Promise<Cursor | undefined>,
  ) {}

  /** The views have come this far. */
  moved(cursor: Cursor): void {
    if (this.#known !== undefined && this.store.compareCursors(this.#known, cursor) >= 0) return;
    this.#known = cursor;
    for (const waiter of this.#waiters) {
      if (this.store.compareCursors(cursor, waiter.cursor) < 0) continue;
      this.#waiters.delete(waiter);
      waiter.arrived();
    }
  }

  /** @throws {BadCursor} */
  async waitFor(cursor: Cursor, ms: number): Promise<boolean> {
    // A cursor of another log is refused at once.
    this.store.compareCursors(cursor, cursor);
    if (this.#known !== undefined && this.store.compareCursors(this.#known, cursor) >= 0) return true;
    return new Promise<boolean>((resolve) => {
      const waiter = {
        cursor,
        arrived: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        resolve(false);
      }, ms);
      this.#waiters.add(waiter);
      void this.#ask();
    });
  }

  /** Asks as long as somebody waits. */
  async #ask(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    try {
      while (this.#waiters.size > 0) {
        // Out of reach: who waits hears in time that nothing came.
        const cursor = await this.position().catch(() => undefined);
        if (cursor !== undefined) this.moved(cursor);
        if (this.#waiters.size > 0) await sleep(POLL_MS);
      }
    } finally {
      this.#polling = false;
    }
  }
}
