/**
 * The clock beside the store's own. Whatever is written too late or too early stands so for ever, and joins of streams
 * "as of" an instant go by it. So commands wait while the two differ; asked at the start and now and then, not for each.
 */
import { Unavailable, type EventStore } from '../ports/event-store.js';

/** Off by more than this, and no command is taken. */
const APART_MS = 5_000;
/** How old an answer may get. */
const EVERY_MS = 30_000;

export class ClockCheck {
  private asking: Promise<void> | undefined;
  private askedAt = Number.NEGATIVE_INFINITY;
  private apart = 0;

  /** @param clock milliseconds since 1970. @param elapsed milliseconds, which no setting of a clock moves. */
  constructor(
    private readonly store: Pick<EventStore, 'clock'>,
    private readonly clock: () => number,
    private readonly elapsed: () => number,
  ) {}

  /** @throws {Unavailable} the clock and the store's are too far apart. */
  async check(): Promise<void> {
    const off = this.apart > APART_MS;
    if (off || this.elapsed() - this.askedAt > EVERY_MS) {
      this.asking ??= this.ask().finally(() => (this.asking = undefined));
      // Waited for only where nothing is known yet, or where what is known refuses the command anyway.
      if (off || this.askedAt === Number.NEGATIVE_INFINITY) await this.asking;
    }
    if (this.apart > APART_MS) throw new Unavailable(`clockOff: the clock is ${this.apart} ms from the store's own`);
  }

  private async ask(): Promise<void> {
    try {
      const before = this.clock();
      const told = await this.store.clock();
      const after = this.clock();
      // The store looked at its clock somewhere between the two.
      this.apart = told === undefined ? 0 : Math.max(before - told, told - after, 0);
      this.askedAt = told === undefined ? Number.POSITIVE_INFINITY : this.elapsed();
    } catch (error) {
      // A store out of reach refuses the command itself.
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}
