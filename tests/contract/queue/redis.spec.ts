import { afterAll, beforeAll } from '@jest/globals';
import { openRedisQueue } from '../../../libs/outside/queue/redis-queue.js';
import { describeWithRedis, openTestRedis } from '../../redis.js';
import type { OwnRedis } from '../../bench/servers/redis-server.js';
import { queueContract } from './queue.contract.js';
import { refusingContract } from './refusing.contract.js';
import type { QueueServer } from './server.js';

describeWithRedis('the queue’s contract on Redis', () => {
  let redis: OwnRedis;
  beforeAll(async () => {
    redis = await openTestRedis();
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
  queueContract('Redis', server);
  refusingContract('Redis', server);
});
