import { describe, expect, test } from '@jest/globals';
import { Unavailable } from '../ports/event-store.js';
import { CONFLICT, retryOnConflict, type RetryTimer } from './retry-on-conflict.js';

/** A timer that waits as long as it may, and needs no time for it. */
function timer(): RetryTimer & { readonly pauses: number[] } {
  let now = 0;
  const pauses: number[] = [];
  return {
    pauses,
    elapsed: () => now,
    pause: (longest) => {
      now += longest;
      pauses.push(longest);
      return Promise.resolve();
    },
  };
}

describe('retry after a conflict', () => {
  test('a result ends it, whatever it is', async () => {
    for (const result of ['done', undefined, 'conflict']) {
      const waits = timer();
      expect(await retryOnConflict(waits, () => Promise.resolve(result))).toBe(result);
      expect(waits.pauses).toEqual([]);
    }
  });

  test('pauses double, up to fifty milliseconds', async () => {
    const waits = timer();
    let left = 8;
    await retryOnConflict<string>(waits, () => Promise.resolve((left -= 1) < 0 ? 'done' : CONFLICT));
    expect(waits.pauses).toEqual([1, 2, 4, 8, 16, 32, 50, 50]);
  });

  test('gives up after two seconds, and says so', async () => {
    const waits = timer();
    const trying = retryOnConflict(waits, () => Promise.resolve(CONFLICT));
    await expect(trying).rejects.toThrow(new Unavailable('contention: gave up after 2 s'));
    await expect(trying).rejects.toMatchObject({ outcome: 'nothingWritten' });
    expect(waits.elapsed()).toBeGreaterThan(2_000);
    expect(waits.elapsed()).toBeLessThanOrEqual(2_050);
  });

  test('an error is not tried again', async () => {
    const waits = timer();
    await expect(retryOnConflict(waits, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(waits.pauses).toEqual([]);
  });
});
