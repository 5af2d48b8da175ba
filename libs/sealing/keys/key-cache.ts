import { LRUCache } from 'lru-cache';

/**
 * Keys in memory: at most `size`, the one that was not used for longest out first, and each for so many milliseconds,
 * because another process may erase a key and this one hears of it only when it reads the row again.
 */
export class KeyCache {
  readonly #keys: LRUCache<string, Uint8Array>;
  readonly #milliseconds: number;

  /** `now`: milliseconds of a clock that never stands at 0. */
  constructor(size: number, milliseconds: number, now: () => number) {
    this.#milliseconds = milliseconds;
    // Read at each use: the library's own clock lags behind by a millisecond or more.
    this.#keys = new LRUCache({ max: size, ttl: milliseconds, ttlResolution: 0, perf: { now } });
  }

  get(keyId: string): Uint8Array | undefined {
    return this.#keys.get(keyId);
  }

  put(keyId: string, key: Uint8Array): void {
    // To the library a time of 0 is no limit.
    if (this.#milliseconds > 0) this.#keys.set(keyId, key);
  }

  drop(keyIds: Iterable<string>): void {
    for (const id of keyIds) this.#keys.delete(id);
  }
}
