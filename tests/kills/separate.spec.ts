/** Each part killed once while four keepers work over HTTP; `npm run kills` does it many times. */
import { expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { describeWithRedis } from '../redis.js';
import { killRound } from './round.js';
import { separate } from './stand.js';

describeWithPostgres('API and worker apart', () => {
  describeWithRedis(
    'kill -9',
    () => {
      test('of Redis, worker, API and PostgreSQL: nothing is lost or doubled, and nothing else is started again', async () => {
        const stand = await separate();
        try {
          const round = await killRound(stand, {
            cycle: 'y1',
            seed: 'one of each',
            victims: ['queue', 'worker', 'API', 'store'],
            reminds: true,
          });
          expect(round.wrong).toEqual([]);
          expect(round.struck.map(({ victim }) => victim)).toEqual(['queue', 'worker', 'API', 'store']);
          // The reminders fell due in the midst of it.
          expect(round.reminded).toBeGreaterThan(0);
        } finally {
          await stand.close();
        }
      }, 300_000);
    },
    { ownProcess: true },
  );
});
