/**
 * API and worker apart: each part killed once while four keepers work over HTTP (`npm run kills` does it many times), and
 * a worker killed when it has written letters and not put on record that it did: the next one tells nobody twice.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openLog } from '../../libs/runtime/open-log.js';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { DELIVERIES_FOLLOWER } from '../../apps/worker/delivery/deliver-notices.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { until } from '../contract/queue/server.js';
import { describeWithPostgres } from '../postgres.js';
import { describeWithRedis } from '../redis.js';
import { openCycle } from './lane.js';
import { lettersIn } from './outbox.js';
import { killRound } from './round.js';
import { separate, type Stand } from './stand.js';
import { killedWhileTelling } from './telling.js';

const CYCLE = 'y0';
const HOUR_MS = 3_600_000;

describeWithPostgres('API and worker apart', () => {
  describeWithRedis(
    'kill -9',
    () => {
      let stand: Stand;
      beforeAll(async () => {
        stand = await separate();
      }, 120_000);
      afterAll(() => stand.close());

      test('between a letter and the record of it: each letter is there once, and is the one that was written', async () => {
        // Nobody is reminded meanwhile, and nobody is late.
        await openCycle(stand.environment, CYCLE, Math.ceil(Date.now() / HOUR_MS + 1) * HOUR_MS);
        let hung = 0;
        const hangOne = (): Promise<void> => hang(stand, `lamp-${(hung += 1)}`);
        await hangOne();
        await told(stand);
        await killedWhileTelling(stand, CYCLE, hangOne);
        const written = await lettersIn(stand.outbox, CYCLE);
        expect(written).toHaveLength(hung);

        await hangOne();
        await stand.start.worker?.();
        await told(stand);
        const letters = await lettersIn(stand.outbox, CYCLE);
        expect(new Set(letters.map((each) => each.told)).size).toBe(hung);
        expect(letters).toHaveLength(hung);
        // The very same files: whoever sends them on takes a new one for a new letter.
        expect(letters).toEqual(expect.arrayContaining([...written]));
      }, 120_000);

      test('of Redis, worker, API and PostgreSQL: nothing is lost or doubled, and nothing else is started again', async () => {
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
      }, 300_000);
    },
    { ownProcess: true },
  );
});

/** A lamp of the first keeper's, who is told of it. */
async function hang({ url, callers }: Stand, home: string): Promise<void> {
  const [{ token, unit } = { token: '', unit: '' }] = callers;
  const response = await fetch(`${url()}/v1/cycles/${CYCLE}/commands/hangLamp`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': home },
    body: JSON.stringify({
      target: { key: { home } },
      input: { unit, sheet: { name: home, phone: '13900000000' } },
    }),
  });
  expect([home, response.status]).toEqual([home, 200]);
}

/** Waits until the deliveries have put on record that they have followed the log to its end. */
async function told({ environment }: Stand): Promise<void> {
  const { store, pool, close } = await openLog(readConfiguration(environment));
  try {
    const checkpoints = postgresCheckpoints(pool);
    await until('everybody is told', async () => {
      const [head, at] = [await store.head(), await checkpoints.load(DELIVERIES_FOLLOWER)];
      return at === head;
    });
  } finally {
    await close();
  }
}
