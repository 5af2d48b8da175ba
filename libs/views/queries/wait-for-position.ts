/** Waiting until the views show a fact: one question to the database for all who wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor, EventStore } from '../../engine/ports/event-store.js';

/** How often the checkpoint is asked for while somebody waits and no projector in this process tells. */
const POLL_MS = 25;

interface Waiter {
  readonly cursor: Cursor;
  readonly arrived: () => void;
}

export class Reaching {
  #known: Cursor | undefined;
  readonly #waiters = new Set<Waiter>();
  #asking = false;

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
  async reached(cursor: Cursor, ms: number): Promise<boolean> {
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
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#waiters.size > 0) {
        // Out of reach: who waits hears in time that nothing came.
        const cursor = await this.position().catch(() => undefined);
        if (cursor !== undefined) this.moved(cursor);
        if (this.#waiters.size > 0) await sleep(POLL_MS);
      }
    } finally {
      this.#asking = false;
    }
  }
}
