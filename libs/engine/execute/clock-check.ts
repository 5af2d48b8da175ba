/**
 * Compares the clock with the store's own. The time of a fact can never be corrected, and reading several streams "as of" an
 * instant depends on it. So no command is executed while the two differ. Compared at the start and every half minute, not
 * for each command.
 */
import { Unavailable, type EventStore } from '../ports/event-store.js';

/** The difference that is tolerated. */
const TOLERANCE_MS = 5_000;
/** How old a comparison may get. */
const INTERVAL_MS = 30_000;

export class ClockCheck {
  private asking: Promise<void> | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;
  private apart = 0;

  /** @param clock milliseconds since 1970. @param elapsed milliseconds, by a clock that nobody sets. */
  constructor(
    private readonly store: Pick<EventStore, 'clock'>,
    private readonly clock: () => number,
    private readonly elapsed: () => number,
  ) {}

  /** @throws {Unavailable} the clock and the store's are too far apart. */
  async check(): Promise<void> {
    const off = this.apart > TOLERANCE_MS;
    if (off || this.elapsed() - this.askedAt > INTERVAL_MS) {
      this.asking ??= this.ask().finally(() => (this.asking = undefined));
      // Awaited only if there is no comparison yet, or the last one refuses the command.
      if (off || this.askedAt === Number.NEGATIVE_INFINITY) await this.asking;
    }
    if (this.apart > TOLERANCE_MS)
      throw new Unavailable(`clockOff: the clock is ${this.apart} ms away from the store's clock`);
  }

  private async ask(): Promise<void> {
    try {
      const before = this.clock();
      const stored = await this.store.clock();
      const after = this.clock();
      // The store read its clock at some moment between the two.
      this.apart = stored === undefined ? 0 : Math.max(before - stored, stored - after, 0);
      this.askedAt = stored === undefined ? Number.POSITIVE_INFINITY : this.elapsed();
    } catch (error) {
      // If the store is out of reach, the append fails by itself.
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}
