import { afterEach, expect, test } from '@jest/globals';
import { jobId } from '../../apps/worker/reminders/jobs.js';
import { until } from '../contract/queue/server.js';
import { describeWithPostgres } from '../postgres.js';
import { SETUP } from '../../libs/runtime/command-service.js';
import { candidate, CYCLE, roster, ZZB } from '../shanghai/federation.js';
import { Scene } from './scene.js';

/** 名册 and 方案 of the 25 units of annex 1. */
const OWED = 50;

const nine = (days: number) => ({ days, time: '09:00' });

describeWithPostgres('reminders under a clock that is put', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  test('the roster of 15 April: 14, 7, 3, 1 and 0 days before at nine, the miss at midnight, then overdue, each once at its instant', async () => {
    scene = await Scene.open({ at: '2024-03-25T09:00:00+08:00' });
    await scene.reminders({ before: [14, 7, 3, 1, 0].map(nine), overdue: [1, 3].map(nine) });
    const worker = await scene.worker();
    const done = await worker.advance(Date.parse('2024-04-20T12:00:00+08:00'));
    // The named day is 15 April; nine o’clock in Shanghai is one o’clock UTC, and its midnight 16:00 UTC.
    expect(await scene.watched(roster)).toEqual([
      'reminderSent before-14 2024-04-01T01:00:00.000Z',
      'reminderSent before-7 2024-04-08T01:00:00.000Z',
      'reminderSent before-3 2024-04-12T01:00:00.000Z',
      'reminderSent before-1 2024-04-14T01:00:00.000Z',
      'reminderSent before-0 2024-04-15T01:00:00.000Z',
      'deadlineMissed 2024-04-15T16:00:00.000Z',
      'reminderSent overdue-1 2024-04-16T01:00:00.000Z',
      'reminderSent overdue-3 2024-04-18T01:00:00.000Z',
    ]);
    expect(done).toEqual({ reminders: 7 * OWED, missed: OWED });
    const facts = await scene.facts('reminderSent');
    expect(facts.every(({ data }) => data['late'] === false)).toBe(true);
    expect(scene.clock.now()).toBe(Date.parse('2024-04-20T12:00:00+08:00'));
    expect(await worker.lag()).toEqual({
      views: { behind: 0 },
      reactions: { behind: 0 },
      deliveries: { behind: 0 },
      reminders: { behind: 0, refused: 0 },
      timer: { behind: 0, refused: 0 },
    });
  });

  test('a worker that was away over several instants sends one late reminder for each subject and deadline, and says what it left out', async () => {
    scene = await Scene.open({ at: '2024-03-25T09:00:00+08:00' });
    await scene.reminders({ before: [14, 7, 3, 1, 0].map(nine) });
    const first = await scene.worker();
    await first.waitUntilIdle();
    await first.stop();
    // Away over 1, 8 and 12 April.
    await scene.clock.set(Date.parse('2024-04-12T20:00:00+08:00'));
    const second = await scene.worker();
    await second.waitUntilIdle();
    expect(await scene.watched(roster)).toEqual(['reminderSent before-3 2024-04-12T12:00:00.000Z']);
    const [fact] = await scene.facts('reminderSent');
    expect(fact?.data).toMatchObject({ late: true, skipped: ['before-14', 'before-7'] });
    expect(await scene.facts('reminderSent')).toHaveLength(OWED);
    const letters = await scene.letters(scene.all.clerk.account);
    expect(letters.filter(({ kind }) => kind === 'reminder').map(({ late, stream }) => [late, stream])).toEqual([
      [true, roster],
      [true, 'sending-test.2024.pudong'],
    ]);
    // And the next one comes in time.
    await second.advance(Date.parse('2024-04-14T09:00:00+08:00'));
    expect((await scene.watched(roster)).at(-1)).toBe('reminderSent before-1 2024-04-14T01:00:00.000Z');
  });

  test('a deadline that passed while nobody was awake is on record as missed when somebody is', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    await scene.clock.set(Date.parse('2024-05-02T09:00:00+08:00'));
    const worker = await scene.worker();
    await worker.waitUntilIdle();
    expect(await scene.watched(roster)).toEqual(['deadlineMissed 2024-05-02T01:00:00.000Z']);
    const [missed] = await scene.facts('deadlineMissed');
    expect(missed?.data).toMatchObject({ due: '2024-04-15T16:00:00.000Z' });
    expect(missed?.by).toEqual({ system: 'timer' });
    // Once for this instant, however often it is looked at; and once more for another.
    await worker.waitUntilIdle();
    expect(await scene.facts('deadlineMissed')).toHaveLength(OWED);
    const { house } = scene;
    await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, SETUP, {
      deadline: 'rosterDue',
      unit: 'pudong',
      date: '2024-05-03',
      time: '24:00',
      reason: '延期',
    });
    await worker.advance(Date.parse('2024-05-05T00:00:00+08:00'));
    expect(await scene.watched(roster)).toEqual([
      'deadlineMissed 2024-05-02T01:00:00.000Z',
      'deadlineMissed 2024-05-03T16:00:00.000Z',
    ]);
    expect(await scene.facts('deadlineMissed')).toHaveLength(OWED + 1);
  });

  test('by a real clock every next step waits in the queue, each once; an extension moves its job', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00', real: true });
    await scene.reminders({ before: [3, 1].map(nine) });
    const queue = await scene.queue();
    const worker = await scene.worker({ queue });
    await worker.waitUntilIdle();
    await until('all are kept', async () => (await queue.count()) === OWED);
    await scene.house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, SETUP, {
      deadline: 'rosterDue',
      unit: 'pudong',
      date: '2024-04-22',
      time: '24:00',
      reason: '延期',
    });
    await worker.waitUntilIdle();
    const jobs = async () => (await queue.boardQueue().getDelayed()).map(({ id }) => id);
    const of = (lateFrom: string) =>
      jobId({ stream: roster, cycle: CYCLE, deadline: 'rosterDue', lateFrom, step: 'before-3' });
    await until('the new one is kept', async () => (await jobs()).includes(of('2024-04-22T16:00:00.000Z')));
    await until('the old one is gone', async () => !(await jobs()).includes(of('2024-04-15T16:00:00.000Z')));
    expect(await queue.count()).toBe(OWED);
  });

  test('an extension moves what is pending: nothing at the old instants, everything at the new ones', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    await scene.reminders({ before: [3, 1].map(nine) });
    const queue = await scene.queue();
    const worker = await scene.worker({ queue });
    await worker.waitUntilIdle();
    // Under a clock that is put, nothing waits in the queue that is not due.
    expect(await queue.ids()).toEqual([]);
    await scene.house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, SETUP, {
      deadline: 'rosterDue',
      unit: 'pudong',
      date: '2024-04-22',
      time: '24:00',
      reason: '延期',
    });
    await worker.advance(Date.parse('2024-04-25T00:00:00+08:00'));
    expect(await scene.watched(roster)).toEqual([
      'reminderSent before-3 2024-04-19T01:00:00.000Z',
      'reminderSent before-1 2024-04-21T01:00:00.000Z',
      'deadlineMissed 2024-04-22T16:00:00.000Z',
    ]);
    expect(await scene.watched('roster-test.2024.xuhui')).toEqual([
      'reminderSent before-3 2024-04-12T01:00:00.000Z',
      'reminderSent before-1 2024-04-14T01:00:00.000Z',
      'deadlineMissed 2024-04-15T16:00:00.000Z',
    ]);
  });

  test('what is handed in is reminded of no more; returned, it is again', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00' });
    await scene.reminders({ before: [3, 1, 0].map(nine) });
    const worker = await scene.worker();
    await worker.advance(Date.parse('2024-04-12T10:00:00+08:00'));
    const { house, all } = scene;
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, all.clerk, candidate);
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, all.clerk, {
      filledOn: '2024-04-12',
      sentTo: [ZZB],
    });
    const paper = { receivedOn: '2024-04-12', copies: 3, sealed: true };
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, all.office, paper);
    await worker.advance(Date.parse('2024-04-14T10:00:00+08:00'));
    expect(await scene.watched(roster)).toEqual(['reminderSent before-3 2024-04-12T01:00:00.000Z']);
    const returned = { reason: '补正', paperStands: false };
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, all.office, returned);
    await worker.advance(Date.parse('2024-04-16T10:00:00+08:00'));
    expect(await scene.watched(roster)).toEqual([
      'reminderSent before-3 2024-04-12T01:00:00.000Z',
      'reminderSent before-0 2024-04-15T01:00:00.000Z',
      'deadlineMissed 2024-04-15T16:00:00.000Z',
    ]);
  });

  test('what stays undone goes up to the next level that has somebody', async () => {
    scene = await Scene.open({ at: '2024-04-10T09:00:00+08:00' });
    const leader = await scene.house.actor('leader', 'shanghai');
    await scene.house.actor('leader', 'xuhui');
    await scene.reminders({ overdue: [nine(2)], escalation: [{ days: 5, time: '10:00', role: 'leader' }] });
    const worker = await scene.worker();
    await worker.advance(Date.parse('2024-04-25T00:00:00+08:00'));
    expect(await scene.watched(roster)).toEqual([
      'deadlineMissed 2024-04-15T16:00:00.000Z',
      'reminderSent overdue-2 2024-04-17T01:00:00.000Z',
      'escalated escalation-5 2024-04-20T02:00:00.000Z',
    ]);
    const escalated = (await scene.facts('escalated')).find(({ stream }) => stream === 'watch-test.roster.2024.pudong');
    expect(escalated?.data).toMatchObject({ role: 'leader', unit: 'shanghai', to: [leader.account] });
    const letters = await scene.letters(leader.account);
    const told = letters.find(({ kind, stream }) => kind === 'escalation' && stream === roster);
    expect(told?.due).toEqual({
      deadline: 'rosterDue',
      local: '2024-04-15 24:00',
      zone: 'Asia/Shanghai',
      lateFrom: '2024-04-15T16:00:00.000Z',
    });
    expect(letters.map(({ stream }) => stream)).not.toContain('roster-test.2024.xuhui');
  });
});
