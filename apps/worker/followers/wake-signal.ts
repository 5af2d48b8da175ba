import { setTimeout as sleep } from 'node:timers/promises';

/** Wakes a loop that sleeps between two rounds. A notification while nobody waits is kept for the next wait. */
export class WakeSignal {
  #next = new AbortController();

  notify(): void {
    this.#next.abort();
  }

  /** Waits `ms`, or until it is notified or the signal aborts. True when it was notified. For one waiter at a time. */
  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    const next = this.#next.signal;
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, next]) }).catch(() => undefined);
    if (next.aborted) this.#next = new AbortController();
    return next.aborted;
  }
}
