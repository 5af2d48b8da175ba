import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { openRedisQueue } from '../../../libs/outside/queue/redis-queue.js';
import { describeWithRedis } from '../../redis.js';
import { startRedis, type OwnRedis } from '../../bench/servers/redis-server.js';
import { Opened, reminder, reminders, until, waiting, type QueueServer } from './server.js';
import { troubleContract } from './trouble.contract.js';

describeWithRedis(
  'Redis when it goes away',
  () => {
    let redis: OwnRedis;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis?.remove());

    const server = (): QueueServer => ({
      kind: 'redis',
      url: redis.url,
      open: (options) => openRedisQueue(redis.url, options),
      cut: () => redis.kill(),
      mend: () => redis.start(),
      close: () => redis.remove(),
    });
    troubleContract('Redis', server);

    const opened = new Opened(server);
    beforeEach(() => opened.begin());
    afterEach(() => opened.end());

    test('after FLUSHALL with work going on, and its scripts gone too, everything works again at once', async () => {
      const queue = await opened.open();
      const handled = new Set<string>();
      const work = await queue.work(async (job) => {
        handled.add(job.id);
      });
      const far = reminders(2_000, (index) => Date.now() + 86_400_000 + index, 'far');
      await queue.keep(far);
      const admin = new Redis(redis.url);
      await admin.flushall();
      await admin.script('FLUSH');
      await admin.quit();
      expect(await queue.count()).toBe(0);
      await queue.keep([...far, reminder('now', Date.now()), reminder('soon', Date.now() + 800)]);
      await until('both', () => handled.size === 2);
      await work.idle();
      expect(await queue.count()).toBe(2_000);
      expect((await waiting(queue))[0]).toEqual([far[0]?.id, far[0]?.due]);
    });

    test('what was kept is there after a SIGKILL of Redis', async () => {
      const queue = await opened.open();
      await queue.keep(reminders(1_500, (index) => Date.now() + 86_400_000 + index));
      await redis.kill();
      await redis.start();
      await until('it answers', () => queue.healthy());
      expect(await queue.count()).toBe(1_500);
    });

    test('a Redis that stops answering without going away is noticed too', async () => {
      const queue = await opened.open();
      await queue.keep([reminder('a', Date.now() + 86_400_000)]);
      redis.pause();
      try {
        const began = Date.now();
        await expect(queue.count()).rejects.toMatchObject({ name: 'QueueDown' });
        expect(await queue.healthy()).toBe(false);
        expect(Date.now() - began).toBeLessThan(15_000);
      } finally {
        redis.resume();
      }
      await until('it answers', () => queue.healthy());
      expect(await queue.count()).toBe(1);
    });

    test('a server set up so that it loses reminders is warned of, and used', async () => {
      const careless = await startRedis(['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no']);
      const warnings: string[] = [];
      const options = { now: Date.now, onWarning: (warning: string) => warnings.push(warning) };
      try {
        const queue = await openRedisQueue(careless.url, options);
        await queue.keep([reminder('a', Date.now() + 60_000)]);
        expect(await queue.count()).toBe(1);
        await until('both warnings', () => warnings.length >= 2);
        await queue.close();
        expect(warnings).toHaveLength(2);
        expect(warnings.join('\n')).toMatch(
          /maxmemory-policy is allkeys-lru, not noeviction[^]*appendonly is no, not yes/,
        );
        warnings.splice(0);
        await (await openRedisQueue(redis.url, options)).close();
        expect(warnings).toEqual([]);
      } finally {
        await careless.remove();
      }
    });
  },
  { ownProcess: true },
);
