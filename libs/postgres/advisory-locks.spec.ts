import { expect, test } from '@jest/globals';
import { poolOf } from '../../tests/pool.js';
import { describeWithPostgres, freshDatabase } from '../../tests/postgres.js';
import { ADVISORY_LOCKS, FOLLOWERS, followerLock } from './advisory-locks.js';

test('no two locks have one number', () => {
  const numbers = Object.values(ADVISORY_LOCKS);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.length).toBeGreaterThan(0);
});

test('the numbers and names that processes of earlier versions lock by are unchanged', () => {
  expect(ADVISORY_LOCKS).toMatchObject({
    embeddedPresence: '7237115731490001',
    embeddedOwnership: '7237115731490002',
    logMigration: '7237115731490003',
    serviceMigration: '7237115731490011',
    workerMigration: '7237115731490012',
    virtualClock: '7237115731490021',
    viewsMigration: '7237115731490031',
    viewsRebuild: '7237115731490032',
    sealing: '7242017312',
  });
  expect(FOLLOWERS.map(followerLock)).toEqual(
    expect.arrayContaining([
      'hearth:views',
      'hearth:reactions',
      'hearth:deliveries',
      'hearth:timer',
      'hearth:reminders',
    ]),
  );
});

describeWithPostgres('locks that are named', () => {
  test('have numbers of their own', async () => {
    const database = await freshDatabase('locks');
    const pool = poolOf(database.connectionString);
    try {
      const { rows } = await pool.query<{ number: string }>(
        'select hashtextextended(name, 0)::text as number from unnest($1::text[]) as name',
        [FOLLOWERS.map(followerLock)],
      );
      const numbers = [...rows.map(({ number }) => number), ...Object.values(ADVISORY_LOCKS)];
      expect(rows).toHaveLength(FOLLOWERS.length);
      expect(new Set(numbers).size).toBe(numbers.length);
    } finally {
      await pool.end();
      await database.drop();
    }
  });
});
