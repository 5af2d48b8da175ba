/** What the queue does to reminders, and what it must not do: a hundred deliveries, a wipe, an outage, real speed. */
import { afterEach, beforeAll, afterAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Queue, ReminderJob } from '../../libs/outside/queue/queue.js';
import { jobId } from '../../apps/worker/reminders/jobs.js';
import { until } from '../contract/queue/server.js';
import { describeWithPostgres } from '../postgres.js';
import { describeWithRedis, openTestRedis } from '../redis.js';
import { candidate, CYCLE, roster } from '../shanghai/federation.js';
import type { OwnRedis } from '../bench/servers/redis-server.js';
import { Scene, type SceneOptions } from './scene.js';

const OWED = 50;
const LATE_FROM = '2024-04-15T16:00:00.000Z';
const nine = (days: number) => ({ days, time: '09:00' });

function suite(kind: 'redis' | 'postgres'): void {
  let redis: OwnRedis | undefined;
  let scene: Scene;
  beforeAll(async () => {
    if (kind === 'redis') redis = await openTestRedis();
  });
  afterEach(() => scene.close());
  afterAll(() => redis?.remove());

  const open = async (options: SceneOptions): Promise<void> => {
    scene = await Scene.open({ ...options, ...(redis ? { redisUrl: redis.url } : {}) });
  };

  test('by a clock that runs, each reminder goes out by itself: two seconds before each instant nothing, then once', async () => {
    await open({ at: '2024-03-30T09:00:00+08:00', runs: true });
    await scene.reminders({ before: [14, 7, 0].map(nine) });
    const queue = await scene.queue();
    const worker = await scene.worker({ queue });
    await worker.waitUntilIdle();
    const instants = ['2024-04-01T01:00:00.000Z', '2024-04-08T01:00:00.000Z', '2024-04-15T01:00:00.000Z'];
    for (const [index, instant] of instants.entries()) {
      await scene.clock.set(Date.parse(instant) - 2_000);
      expect(await scene.watched(roster)).toHaveLength(index);
      await until(
        'all are told',
        async () => (await scene.facts('reminderSent')).length === OWED * (index + 1),
        60_000,
      );
    }
    const sent = await scene.watched(roster);
    expect(sent.map((line) => line.split(' ')[1])).toEqual(['before-14', 'before-7', 'before-0']);
    for (const [index, line] of sent.entries()) {
      const late = Date.parse(line.split(' ')[2] ?? '') - Date.parse(instants[index] ?? '');
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(60_000);
    }
    await worker.waitUntilIdle();
    expect(await scene.facts('reminderSent')).toHaveLength(3 * OWED);
  }, 180_000);

  test('a hundred deliveries of one job leave one fact', async () => {
    await open({ at: '2024-04-12T08:00:00+08:00' });
    await scene.reminders({ before: [nine(3)] });
    const queue = await scene.queue();
    let handle: ((job: ReminderJob) => Promise<void>) | undefined;
    // The worker's own handler, called as the queue would.
    const listening: Queue = Object.create(queue, {
      work: {
        value: (given: (job: ReminderJob) => Promise<void>) => {
          handle = given;
          return queue.work(given);
        },
      },
    }) as Queue;
    const worker = await scene.worker({ queue: listening });
    await worker.waitUntilIdle();
    await until('the work has begun', () => handle !== undefined);
    await scene.clock.set(Date.parse('2024-04-12T09:00:00+08:00'));
    const data = {
      root: 'test',
      stream: roster,
      cycle: '2024',
      deadline: 'rosterDue',
      lateFrom: LATE_FROM,
      step: 'before-3',
    };
    const job = { id: jobId(data), due: scene.clock.now(), data };
    await Promise.all(Array.from({ length: 100 }, () => handle?.(job)));
    await worker.waitUntilIdle();
    expect(await scene.watched(roster)).toEqual(['reminderSent before-3 2024-04-12T01:00:00.000Z']);
    expect(await scene.metrics.text()).not.toContain('hearth_own_commands_refused_total{');
  });

  test('a queue that was wiped has everything back, and nothing is forgotten', async () => {
    const instant = Date.parse('2024-04-01T09:00:00+08:00');
    await open({ at: new Date(instant - 20_000).toISOString(), real: true });
    await scene.reminders({ before: [14, 7].map(nine) });
    const queue = await scene.queue();
    const worker = await scene.worker({ queue });
    await worker.waitUntilIdle();
    await until('all are kept', async () => (await queue.count()) === OWED);
    await wipe(scene, redis);
    expect(await queue.count()).toBe(0);
    await until('all are back', async () => (await queue.count()) === OWED, 60_000);
    // Kept to their instant, the first come by themselves; the next steps wait a week.
    await until('all are told', async () => (await scene.facts('reminderSent')).length === OWED, 60_000);
    const sent = await scene.facts('reminderSent');
    expect(new Set(sent.map(({ data }) => data['step']))).toEqual(new Set(['before-14']));
    expect(sent.filter(({ at }) => Date.parse(at) < instant)).toEqual([]);
    expect((await scene.watched(roster)).map((line) => line.split(' ')[1])).toEqual(['before-14']);
    await worker.waitUntilIdle();
    await until('the next are kept', async () => (await queue.count()) === OWED);
    const steps = (await queue.boardQueue().getDelayed()).map(({ data }) => (data as ReminderJob['data']).step);
    expect(new Set(steps)).toEqual(new Set(['before-7']));
  });

  test('jobs that a virtual clock of before left waiting, and strange ones, stand in nobody’s way', async () => {
    await open({ at: '2024-04-01T08:00:00+08:00' });
    await scene.reminders({ before: [nine(14)] });
    const queue = await scene.queue();
    // Under the ids of today, for an instant of a hundred years on; and what nobody owes.
    const about = { root: 'test', stream: roster, cycle: CYCLE, deadline: 'rosterDue', lateFrom: LATE_FROM };
    const data = { ...about, step: 'before-14' };
    const due = Date.now() + 100 * 365 * 86_400_000;
    await queue.keep([
      { id: jobId(data), due, data },
      { id: 'left-over', due, data: { ...data, deadline: 'gone' } },
    ]);
    await queue.boardQueue().add('other', {}, { jobId: 'not:of:ours', delay: 86_400_000 });
    const worker = await scene.worker({ queue });
    await worker.advance(Date.parse('2024-04-01T09:00:00+08:00'));
    expect(await scene.watched(roster)).toEqual(['reminderSent before-14 2024-04-01T01:00:00.000Z']);
    expect(await scene.facts('reminderSent')).toHaveLength(OWED);
    expect(await queue.ids()).toEqual([]);
  });

  test('a job that was lost and whose time has passed is done all the same, late', async () => {
    await open({ at: '2024-03-31T09:00:00+08:00', runs: true });
    await scene.reminders({ before: [nine(14)] });
    const queue = await scene.queue();
    const first = await scene.worker({ queue });
    await first.waitUntilIdle();
    await first.stop();
    await wipe(scene, redis);
    await scene.clock.set(Date.parse('2024-04-01T12:00:00+08:00'));
    await scene.worker();
    await until('all are told', async () => (await scene.facts('reminderSent')).length === OWED, 40_000);
    const facts = await scene.facts('reminderSent');
    expect(facts.every(({ data }) => data['late'] === true)).toBe(true);
  });
}

/** As somebody would who has no idea of Hearth. */
async function wipe(scene: Scene, redis: OwnRedis | undefined): Promise<void> {
  if (!redis) {
    await scene.pool.query('truncate bullmq.job, bullmq.event, bullmq.meta cascade');
    return;
  }
  const { hostname, port } = new URL(redis.url);
  const socket = connect(Number(port), hostname);
  socket.write('FLUSHALL\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toBe('+OK\r\n');
}

describeWithPostgres('reminders on a queue in PostgreSQL', () => suite('postgres'));
describeWithRedis('reminders on a queue in Redis', () => suite('redis'));

describeWithRedis(
  'a queue that dies',
  () => {
    let redis: OwnRedis;
    let scene: Scene;
    beforeAll(async () => {
      redis = await openTestRedis();
    });
    afterAll(() => redis.remove());
    afterEach(() => scene.close());

    test('commands, views, misses and letters go on; when it is back, reminders go out', async () => {
      scene = await Scene.open({ at: '2024-04-14T09:30:00+08:00', runs: true, redisUrl: redis.url });
      const { house, all } = scene;
      await scene.reminders({ before: [nine(0)], overdue: [nine(1)] });
      const worker = await scene.worker();
      await worker.waitUntilIdle();
      await redis.kill();
      // One more thing that is owed: the plan of this home.
      await house.accepts(CYCLE, 'putForward', { home: 'h1' }, all.clerk, candidate);
      await scene.clock.set(Date.parse('2024-04-15T23:59:59+08:00'));
      await until('the misses are on record', async () => (await scene.facts('deadlineMissed')).length === OWED + 1);
      await until('views and deliveries are at the head', async () => {
        const { views, deliveries } = await worker.lag();
        return views.behind === 0 && deliveries.behind === 0;
      });
      expect((await scene.letters(all.clerk.account)).map(({ kind }) => kind)).toContain('missed');
      expect(await scene.facts('reminderSent')).toEqual([]);
      await redis.start();
      await until('they are told late', async () => (await scene.facts('reminderSent')).length === OWED + 1, 40_000);
      expect((await scene.facts('reminderSent')).every(({ data }) => data['late'] === true)).toBe(true);
    });
  },
  { ownProcess: true },
);
