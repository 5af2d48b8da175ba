/** Reminders kept and handed out in a second, on both servers that a queue may lie on. */
import { createHash } from 'node:crypto';
import { openPostgresQueue } from '../../libs/outside/queue/postgres-queue.js';
import { openRedisQueue } from '../../libs/outside/queue/redis-queue.js';
import type { Queue, QueueOptions, ReminderJob } from '../../libs/outside/queue/queue.js';
import { missingRedisServer, startRedis } from './servers/redis-server.js';
import { figure, type Figure } from './measure.js';
import type { Server } from './servers/server.js';

export interface QueuePlan {
  readonly rounds: number;
  /** Reminders kept, and so many handed out. */
  readonly reminders: number;
}

interface Round {
  readonly kept: number;
  readonly fired: number;
}

type Open = (options: QueueOptions) => Promise<Queue>;

const DAY_MS = 86_400_000;
const WANTED = { postgres: { kept: 20_000, fired: 1_900 }, redis: { kept: 20_000, fired: 15_000 } } as const;

/** Both in one run; Redis is left out, and says so, where there is no `redis-server`. */
export async function measureQueue(server: Server, plan: QueuePlan): Promise<Figure[]> {
  const database = await server.database();
  try {
    const postgres = await rounds(plan, (options) => openPostgresQueue(database.connectionString, options));
    return [...figures('PostgreSQL', postgres, WANTED.postgres), ...(await measureRedis(plan))];
  } finally {
    await database.drop();
  }
}

async function measureRedis(plan: QueuePlan): Promise<Figure[]> {
  const missing = missingRedisServer();
  if (missing !== undefined) {
    console.log(`Redis is left out: ${missing}`);
    return [];
  }
  const redis = await startRedis();
  try {
    return figures('Redis', await rounds(plan, (options) => openRedisQueue(redis.url, options)), WANTED.redis);
  } finally {
    await redis.remove();
  }
}

function figures(on: string, rounds: readonly Round[], wanted: { kept: number; fired: number }): Figure[] {
  return [
    figure(`reminders kept, ${on}`, '/s', rounds, (round) => round.kept, { at: 'least', value: wanted.kept }),
    figure(`reminders fired, ${on}`, '/s', rounds, (round) => round.fired, { at: 'least', value: wanted.fired }),
  ];
}

async function rounds(plan: QueuePlan, open: Open): Promise<readonly Round[]> {
  const done: Round[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const queue = await open({ now: Date.now, name: `bench-${round}` });
    try {
      const kept = await keeping(queue, plan.reminders);
      done.push({ kept, fired: await firing(queue, plan.reminders) });
    } finally {
      await queue.close();
    }
  }
  return done;
}

async function keeping(queue: Queue, count: number): Promise<number> {
  const far = reminders(count, Date.now() + 10 * DAY_MS);
  const began = performance.now();
  await queue.keep(far);
  const seconds = (performance.now() - began) / 1000;
  if ((await queue.count()) !== count) throw new Error('not all were kept');
  await queue.wipe();
  return count / seconds;
}

/** From the instant at which all fall due to the last one handled, by a handler that does nothing. */
async function firing(queue: Queue, count: number): Promise<number> {
  const due = Date.now() + 2_000 + count / 5;
  await queue.keep(reminders(count, due));
  const handled = new Set<string>();
  let last = due;
  const work = await queue.work(async ({ id }) => {
    handled.add(id);
    last = Date.now();
  });
  if (handled.size > 0) throw new Error('they fell due while they were kept');
  while (handled.size < count) await new Promise((resolve) => setTimeout(resolve, 20));
  await work.stop();
  return count / ((last - due) / 1000);
}

function reminders(count: number, due: number): readonly ReminderJob[] {
  const data = { root: 'r', deadline: 'handIn', lateFrom: '2027-01-01T00:00:00.000Z', step: 'before-14' };
  return Array.from({ length: count }, (_, index) => ({
    id: `r${createHash('sha256').update(String(index)).digest('hex')}`,
    due,
    data: { ...data, stream: `application-r.cycle-2027.home-${index}` },
  }));
}
