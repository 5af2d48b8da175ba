/** Many reminders pending, and a queue that forgets them all. `npm run test:wipe` does it with ten thousand. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { SETUP } from '../../libs/runtime/command-service.js';
import type { OwnRedis } from '../bench/servers/redis-server.js';
import { until } from '../contract/queue/server.js';
import { describeWithPostgres } from '../postgres.js';
import { describeWithRedis, openTestRedis } from '../redis.js';
import { Scene, type SceneOptions } from './scene.js';

const PENDING = Number(process.env['HEARTH_WORKER_PENDING'] ?? 2_000);
/** Units of one cycle's table, at most; each owes a roster and the plans. */
const MOST_UNITS = 1_900;
const PROMISED_MS = 60_000;

/** An edition whose table gives places to these units. */
function edition(units: readonly string[], number: number): Definition {
  const definition: Definition = shanghaiAdvancedHome;
  const table = Object.fromEntries(units.map((unit) => [unit, 1]));
  return { ...definition, edition: `many-${number}`, quotas: { apply: { to: 'apply', strength: 'hard', table } } };
}

async function pending(options: SceneOptions): Promise<Scene> {
  const scene = await Scene.open(options);
  const { house } = scene;
  for (let left = PENDING / 2, number = 1; left > 0; left -= MOST_UNITS, number += 1) {
    const cycle = `many-${number}`;
    const units = Array.from({ length: Math.min(MOST_UNITS, left) }, (_, index) => `u${number}-${index}`);
    await house.units(units.map((unit) => [unit, 'district', 'shanghai']));
    await house.cycle(cycle, edition(units, number), 'shanghai');
    await house.accepts(undefined, 'giveReminders', { cycle }, SETUP, { before: [{ days: 3, time: '09:00' }] });
  }
  return scene;
}

async function wiped(scene: Scene, wipe: () => Promise<void>): Promise<number> {
  const queue = await scene.queue();
  const worker = await scene.worker({ queue });
  await worker.waitUntilIdle();
  await until('all are kept', async () => (await queue.count()) === PENDING, PROMISED_MS);
  await wipe();
  expect(await queue.count()).toBe(0);
  const begun = performance.now();
  await until('all are back', async () => (await queue.count()) === PENDING, PROMISED_MS);
  return (performance.now() - begun) / 1_000;
}

const told = (kind: string, seconds: number): void =>
  console.info(`${PENDING} reminders wiped from ${kind}: all back after ${seconds.toFixed(1)} s`);
// By a real clock all of them wait in the queue.
const options = { at: '2024-04-02T09:00:00+08:00', real: true } as const;
const LIMIT_MS = 240_000;

describeWithPostgres('many reminders on PostgreSQL', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  test(
    'all are back within a minute after TRUNCATE',
    async () => {
      scene = await pending(options);
      const seconds = await wiped(scene, async () => {
        await scene.pool.query('truncate bullmq.job, bullmq.event, bullmq.meta cascade');
      });
      told('PostgreSQL', seconds);
      expect(seconds).toBeLessThan(60);
    },
    LIMIT_MS,
  );
});

describeWithRedis('many reminders on Redis', () => {
  let scene: Scene;
  let redis: OwnRedis;
  afterEach(async () => {
    await scene.close();
    await redis.remove();
  });

  test(
    'all are back within a minute after FLUSHALL',
    async () => {
      redis = await openTestRedis();
      scene = await pending({ ...options, redisUrl: redis.url });
      const seconds = await wiped(scene, async () => {
        const { hostname, port } = new URL(redis.url);
        const socket = connect(Number(port), hostname);
        socket.write('FLUSHALL\r\n');
        await once(socket, 'data');
        socket.destroy();
      });
      told('Redis', seconds);
      expect(seconds).toBeLessThan(60);
    },
    LIMIT_MS,
  );
});
