/** One process that owns its PostgreSQL: it starts it again, and nobody starts the process again. */
import { expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { killRound } from './round.js';
import { embedded } from './stand.js';

describeWithPostgres('everything in one process', () => {
  test('kill -9 of its PostgreSQL: it is started again by the process, and nothing is lost or doubled', async () => {
    const stand = await embedded();
    try {
      const round = await killRound(stand, {
        cycle: 'y1',
        seed: 'once',
        victims: ['store'],
        reminds: false,
      });
      expect(round.wrong).toEqual([]);
      expect(round.struck).toHaveLength(1);
    } finally {
      await stand.close();
    }
  }, 180_000);
});
