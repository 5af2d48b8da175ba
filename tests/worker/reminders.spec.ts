import { afterEach, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { roster } from '../shanghai/federation.js';
import { Scene } from './scene.js';

/** 名册 and 方案 of the 25 units of annex 1. */
const OWED = 50;

describeWithPostgres('reminders under a clock that is put', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  test('the roster of 15 April: 14, 7, 3, 1 and 0 days before at nine, the miss at midnight, then overdue, each once at its instant', async () => {
    scene = await Scene.open({ at: '2024-03-25T09:00:00+08:00' });
    const nine = (days: number) => ({ days, time: '09:00' });
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
      reminders: { behind: 0 },
      timer: { behind: 0 },
    });
  });
});
