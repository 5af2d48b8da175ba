import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { ClockGoesBack, NoVirtualClock, openVirtualClock, virtualTime } from '../../libs/runtime/clock.js';
import { poolOf } from '../pool.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';

const MORNING = Date.parse('2024-04-08T09:00:00+08:00');
const HOUR = 3_600_000;

describeWithPostgres('a virtual clock', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await freshDatabase('clock');
    pool = poolOf(database.connectionString);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test('is not there before somebody says where it begins', async () => {
    expect(await virtualTime(pool)).toBeUndefined();
    await expect(openVirtualClock(pool)).rejects.toBeInstanceOf(NoVirtualClock);
    expect(await virtualTime(pool)).toBeUndefined();
  });

  test('stands still where it is put, tells who listens, and is found there again', async () => {
    const clock = await openVirtualClock(pool, { at: MORNING });
    const heard: number[] = [];
    const deaf = clock.onSet(() => heard.push(clock.now()));
    expect([clock.kind, clock.runs, clock.now()]).toEqual(['virtual', false, MORNING]);
    await clock.set(MORNING + HOUR);
    deaf();
    await clock.set(MORNING + 2 * HOUR);
    expect(heard).toEqual([MORNING + HOUR]);
    expect(await virtualTime(pool)).toBe(MORNING + 2 * HOUR);
    const again = await openVirtualClock(pool, { at: MORNING });
    expect([again.runs, again.now()]).toEqual([false, MORNING + 2 * HOUR]);
  });

  test('does not go back', async () => {
    const clock = await openVirtualClock(pool);
    await expect(clock.set(clock.now() - 1)).rejects.toBeInstanceOf(ClockGoesBack);
    await expect(clock.set(Number.NaN)).rejects.toThrow(/number/i);
    expect(await virtualTime(pool)).toBe(MORNING + 2 * HOUR);
    await clock.set(clock.now());
    expect(clock.now()).toBe(MORNING + 2 * HOUR);
  });

  describe('one that runs', () => {
    test('goes on with the real one, also while nobody serves, from where it stood', async () => {
      const before = Date.now();
      const clock = await openVirtualClock(pool, { runs: true });
      const begun = clock.now() - (MORNING + 2 * HOUR);
      expect(begun).toBeGreaterThanOrEqual(0);
      await pool.query('update service.clock set since = since - $1', [HOUR]);
      const later = await openVirtualClock(pool);
      const gone = later.now() - (MORNING + 3 * HOUR);
      expect(later.runs).toBe(true);
      expect(gone).toBeGreaterThanOrEqual(0);
      expect(gone).toBeLessThanOrEqual(Date.now() - before + 1_000);
    });

    test('stands still again from where it had come to', async () => {
      const running = (await virtualTime(pool)) ?? 0;
      const still = await openVirtualClock(pool, { runs: false });
      expect(still.now()).toBeGreaterThanOrEqual(running);
      await pool.query('update service.clock set since = since - $1', [HOUR]);
      expect(await virtualTime(pool)).toBe(still.now());
    });
  });
});
