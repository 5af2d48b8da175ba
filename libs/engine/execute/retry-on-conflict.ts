/** Retry after a conflict: when another writer was faster, the command is decided and appended again. */
import { Unavailable } from '../ports/event-store.js';

/** How long is tried, and the longest pause between two attempts, which doubles from the first to the last. Milliseconds. */
export const RETRY_ON_CONFLICT = { giveUpAfter: 2_000, firstPause: 1, lastPause: 50 } as const;

/** What an attempt returns when another writer was faster. */
export const CONFLICT = Symbol('conflict');

/** Time and chance are inputs of the engine. Milliseconds. */
export interface RetryTimer {
  /** Time that passed, by a clock that nobody sets. */
  elapsed(): number;
  /** Waits for a random time up to `longest`, so that writers in conflict do not meet again. */
  pause(longest: number): Promise<void>;
}

/** @throws {Unavailable} every attempt met a conflict; nothing was written. */
export async function retryOnConflict<T>(timer: RetryTimer, attempt: () => Promise<T | typeof CONFLICT>): Promise<T> {
  const { giveUpAfter, firstPause, lastPause } = RETRY_ON_CONFLICT;
  const started = timer.elapsed();
  for (let pause: number = firstPause; ; pause = Math.min(pause * 2, lastPause)) {
    const result = await attempt();
    if (result !== CONFLICT) return result;
    if (timer.elapsed() - started > giveUpAfter)
      throw new Unavailable(`contention: gave up after ${giveUpAfter / 1_000} s`);
    await timer.pause(pause);
  }
}
