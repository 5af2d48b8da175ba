/** Units that a table names: owing begins when one is registered, ends when it is closed, and reaches back to no date. */
import { describe, expect, test } from '@jest/globals';
import { ABSENT } from '../../libs/engine/ports/event-store.js';
import { lookUp, unitsMissing } from '../../libs/lifecycle/obligations/lookup.js';
import { duty, stepsOf, watchOf } from '../../libs/lifecycle/obligations/schedule.js';
import { quotas } from '../../workflows/shanghai-advanced-home/quotas.js';
import type { House } from '../given.js';
import { CYCLE, federation, otherUnits } from '../shanghai/federation.js';

const PUTUO = `roster-test.${CYCLE}.putuo`;
const WATCH = watchOf(PUTUO);
const instant = (local: string): string => new Date(`${local}+08:00`).toISOString();
const DUE = instant('2024-04-16T00:00');
const timer = { system: 'timer' } as const;
const miss = (due = DUE) => ['missDeadline', WATCH, timer, { deadline: 'rosterDue', due, cycle: CYCLE }] as const;
const register = (house: House) => house.units([['putuo', 'district', 'shanghai']]);
const owed = async ({ service }: House, stream = PUTUO) =>
  service.ask('test', (context) => lookUp(context, stream)?.obligations ?? []);
const setUp = (house: House, command: string) =>
  house.service.setUp('test', command, { unit: 'putuo' }, { reason: '撤并' }, `${command} ${house.now}`);

describe('a unit that annex 1 names and nobody has registered', () => {
  test('owes nothing: nothing is put on record beside it, and nobody is pressed', async () => {
    const { house, office } = await federation();
    expect(await owed(house)).toEqual([]);
    expect(await owed(house, `sending-test.${CYCLE}.putuo`)).toEqual([]);
    house.at('2024-04-16T00:00:00+08:00');
    await house.refuses('notFound', undefined, ...miss());
    const step = { deadline: 'rosterDue', lateFrom: DUE, step: 'overdue-1', late: false, skipped: [], to: [] };
    await house.refuses('notFound', undefined, 'sendReminder', WATCH, { system: 'reminders' }, step);
    await house.refuses('outsideSubtree', undefined, 'chase', WATCH, office, { deadline: 'rosterDue' });
    expect((await house.read(WATCH)).rev).toBe(ABSENT);
  });

  test('is named as missing, until it is registered; one that is closed is named again', async () => {
    const { house } = await federation();
    const missing = () => house.service.ask('test', (context) => unitsMissing(context, CYCLE));
    const all = Object.keys(quotas.apply.table).toSorted();
    expect(await missing()).toEqual(all.filter((unit) => unit !== 'pudong' && unit !== 'xuhui'));
    await otherUnits(house);
    expect(await missing()).toEqual([]);
    await setUp(house, 'closeUnit');
    expect(await missing()).toEqual(['putuo']);
    await house.service.setUp('test', 'giveQuota', { cycle: CYCLE }, { quota: 'apply', unit: 'putuo', places: 0 });
    expect(await missing()).toEqual([]);
  });

  test('owes from when it is registered: steps before are not caught up, the date is kept or missed', async () => {
    const { house, office } = await federation();
    const reminders = { before: [7, 3].map((days) => ({ days, time: '09:00' })) };
    await house.accepts(undefined, 'giveReminders', { cycle: CYCLE }, office, reminders);
    house.at('2024-04-10T09:00:00+08:00');
    await register(house);
    const [obligation] = await owed(house);
    expect(obligation).toMatchObject({ unit: 'putuo', stage: 'absent', lateFrom: DUE, holder: 'clerk' });
    expect(obligation?.since).toBe(instant('2024-04-10T09:00'));
    if (!obligation) throw new Error('nothing is owed');
    const steps = stepsOf(await house.read(`cycle-test.${CYCLE}`), obligation, 'Asia/Shanghai');
    const due = duty(steps, await house.read(WATCH), obligation, instant('2024-04-10T09:00'));
    expect(due).toMatchObject({ skipped: [], next: { step: 'before-3' } });
    expect(due.send).toBeUndefined();
    house.at('2024-04-16T00:00:00+08:00');
    await house.accepts(undefined, ...miss());
  });

  test('misses no date that had passed before it was registered, begun or not; one that is given later it may', async () => {
    const { house, office } = await federation();
    house.at('2024-04-20T09:00:00+08:00');
    await register(house);
    expect(await owed(house)).toMatchObject([{ lateFrom: DUE, stage: 'absent' }]);
    await house.refuses('alreadyDone', undefined, ...miss());
    await house.accepts(CYCLE, 'openRoster', { unit: 'putuo' }, await house.actor('clerk', 'putuo'));
    expect(await owed(house)).toMatchObject([{ lateFrom: DUE, stage: 'drafting' }]);
    await house.refuses('alreadyDone', undefined, ...miss());
    const put = { deadline: 'rosterDue', date: '2024-04-25', time: '24:00', unit: 'putuo', reason: '新设' };
    await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, put);
    house.at('2024-04-26T00:00:00+08:00');
    await house.accepts(undefined, ...miss(instant('2024-04-26T00:00')));
  });

  test('at the very instant at which it is late, it is too late to be registered in time', async () => {
    const { house } = await federation();
    house.at('2024-04-16T00:00:00+08:00');
    await register(house);
    await house.refuses('alreadyDone', undefined, ...miss());
  });

  test('owes nothing while it is closed, and afterwards what is still to come', async () => {
    const { house } = await federation();
    await register(house);
    house.at('2024-04-10T09:00:00+08:00');
    await setUp(house, 'closeUnit');
    expect(await owed(house)).toEqual([]);
    house.at('2024-04-16T00:00:00+08:00');
    await house.refuses('notFound', undefined, ...miss());
    house.at('2024-04-20T09:00:00+08:00');
    await setUp(house, 'reopenUnit');
    await house.refuses('alreadyDone', undefined, ...miss());
  });
});
