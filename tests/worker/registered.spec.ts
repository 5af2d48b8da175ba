/** The timer and the reminders, where a table names units that come later or never. */
import { afterEach, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { roster } from '../shanghai/federation.js';
import { Scene } from './scene.js';

const nine = (days: number) => ({ days, time: '09:00' });
const at = (local: string): number => Date.parse(`${local}+08:00`);
const of = (unit: string): string => `roster-test.2024.${unit}`;

describeWithPostgres('units that annex 1 names and nobody has registered', () => {
  let scene: Scene;
  afterEach(() => scene.close());

  test('have nothing on record; one that is registered is watched from then on, and misses no date that had passed', async () => {
    scene = await Scene.open({ at: '2024-03-25T09:00:00+08:00', fewUnits: true });
    await scene.reminders({ before: [14, 3, 1].map(nine), overdue: [2, 7].map(nine) });
    const { house } = scene;
    const register = (unit: string) => house.units([[unit, 'district', 'shanghai']]);
    const worker = await scene.worker();
    await worker.advance(at('2024-04-10T12:00'));
    await register('putuo');
    // 浦东 and 徐汇: the reminder of 1 April, of a roster and of the plans.
    expect(await scene.facts('reminderSent')).toHaveLength(4);
    await worker.advance(at('2024-04-18T12:00'));
    await register('jingan');
    await worker.advance(at('2024-05-01T00:00'));
    expect(await scene.watched(roster)).toEqual([
      'reminderSent before-14 2024-04-01T01:00:00.000Z',
      'reminderSent before-3 2024-04-12T01:00:00.000Z',
      'reminderSent before-1 2024-04-14T01:00:00.000Z',
      'deadlineMissed 2024-04-15T16:00:00.000Z',
      'reminderSent overdue-2 2024-04-17T01:00:00.000Z',
      'reminderSent overdue-7 2024-04-22T01:00:00.000Z',
    ]);
    expect(await scene.watched(of('putuo'))).toEqual([
      'reminderSent before-3 2024-04-12T01:00:00.000Z',
      'reminderSent before-1 2024-04-14T01:00:00.000Z',
      'deadlineMissed 2024-04-15T16:00:00.000Z',
      'reminderSent overdue-2 2024-04-17T01:00:00.000Z',
      'reminderSent overdue-7 2024-04-22T01:00:00.000Z',
    ]);
    // Its date had passed; what it owes it is still reminded of.
    expect(await scene.watched(of('jingan'))).toEqual(['reminderSent overdue-7 2024-04-22T01:00:00.000Z']);
    // Of the 21 others, for whom nobody can act, there is no word in the log.
    const told = await scene.facts('reminderSent', 'deadlineMissed', 'escalated');
    const units = new Set(told.map(({ stream }) => stream.split('.').at(-1)));
    expect([...units].toSorted()).toEqual(['jingan', 'pudong', 'putuo', 'xuhui']);
    expect(await worker.lag()).toMatchObject({
      reminders: { behind: 0, refused: 0 },
      timer: { behind: 0, refused: 0 },
    });
  });

  test('a worker that sleeps while a unit comes finds it there, and its date missed', async () => {
    scene = await Scene.open({ at: '2024-04-02T09:00:00+08:00', fewUnits: true });
    const first = await scene.worker();
    await first.waitUntilIdle();
    await first.stop();
    await scene.house.units([['putuo', 'district', 'shanghai']]);
    await scene.clock.set(at('2024-05-01T09:00'));
    await scene.house.units([['jingan', 'district', 'shanghai']]);
    const second = await scene.worker({ service: scene.otherHearth() });
    await second.waitUntilIdle();
    expect(await scene.watched(of('putuo'))).toEqual(['deadlineMissed 2024-05-01T01:00:00.000Z']);
    expect(await scene.watched(of('jingan'))).toEqual([]);
    expect(await scene.watched(of('changning'))).toEqual([]);
  });
});
