/** What units owe by 15 April 2024 (notice 一.2, annex 1), as the log has it: begun or not, submitted, returned, put off. */
import { describe, expect, test } from '@jest/globals';
import { ABSENT } from '../../libs/engine/ports/event-store.js';
import { lookUp } from '../../libs/lifecycle/obligations/lookup.js';
import { type Obligation, stepsOf } from '../../libs/lifecycle/obligations/schedule.js';
import { quotas } from '../../workflows/shanghai-advanced-home/quotas.js';
import { House } from '../given.js';
import { application, begun, CYCLE, federation, otherUnits, planned, roster, ZZB } from '../shanghai/federation.js';

const SENDING = `sending-test.${CYCLE}.pudong`;
const NINE = '09:00';
const instant = (local: string): string => new Date(`${local}+08:00`).toISOString();
const DUE = instant('2024-04-16T00:00');

const REMINDERS = {
  before: [14, 7, 3, 1, 0].map((days) => ({ days, time: NINE })),
  overdue: [1, 3].map((days) => ({ days, time: NINE })),
  escalation: [{ days: 3, time: NINE, role: 'leader' }],
};

const owed = async ({ service }: House, stream: string): Promise<readonly Obligation[]> =>
  service.ask('test', (context) => lookUp(context, stream)?.obligations ?? []);

const deadlines = async (house: House, stream: string): Promise<string[]> =>
  (await owed(house, stream)).map(({ deadline, lateFrom, holder }) => `${deadline} ${lateFrom} ${holder}`);

const submission = { filledOn: '2024-04-10', sentTo: [ZZB] };
const paper = { receivedOn: '2024-04-10', copies: 3, sealed: true };

describe('what a unit owes', () => {
  test('the roster until the sealed copies are there: sending it in is one leg of two', async () => {
    const all = await federation();
    const { house, clerk, office } = all;
    expect(await deadlines(house, roster)).toEqual([`rosterDue ${DUE} clerk`]);
    expect(await owed(house, roster)).toMatchObject([{ unit: 'pudong', stage: 'drafting', cycle: CYCLE }]);
    await planned(all, 'h1');
    house.at('2024-04-10T09:00:00+08:00');
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, submission);
    expect(await owed(house, roster)).toMatchObject([{ stage: 'submitted', deadline: 'rosterDue' }]);
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, paper);
    expect(await owed(house, roster)).toEqual([]);
  });

  test('again after a return, and then only steps that come after it', async () => {
    const all = await federation();
    const { house, clerk, office } = all;
    await planned(all, 'h1');
    house.at('2024-04-10T09:00:00+08:00');
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, submission);
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, paper);
    house.at('2024-04-13T12:00:00+08:00');
    const returned = { reason: '缺一栏', paperStands: true };
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, returned);
    house.at('2024-04-13T15:00:00+08:00');
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h1' }, clerk, { reason: '搬迁' });
    const again = { stage: 'returned', deadline: 'rosterDue', lateFrom: DUE, since: instant('2024-04-13T12:00') };
    expect(await owed(house, roster)).toMatchObject([again]);
    // Whoever reads it from the log finds the same.
    expect(await owed(new House('test', '2024-04-13T15:00:00+08:00', house.parts), roster)).toMatchObject([again]);
  });

  test('the plans of its homes, and each home its own; once sent, the closing form by the end of July', async () => {
    const all = await federation();
    const { house } = all;
    expect(await deadlines(house, SENDING)).toEqual([`plansDue ${DUE} clerk`]);
    await planned(all, 'h1');
    expect(await owed(house, application('h1'))).toMatchObject([{ deadline: 'plansDue', holder: 'clerk' }]);
    await begun(all, 'h2');
    expect(await deadlines(house, SENDING)).toEqual([]);
    // 7月底前: late from 1 August.
    const july = `recommendationDue ${instant('2024-08-01T00:00')} applicant`;
    expect(await deadlines(house, application('h1'))).toEqual([july]);
  });

  test('every one of the 25 units of annex 1, also those that have begun nothing', async () => {
    const { house } = await federation();
    await otherUnits(house);
    const asked = Object.keys(quotas.apply.table).map(async (unit) => {
      const missing = await owed(house, `roster-test.${CYCLE}.${unit}`);
      return missing.map(({ stage, deadline, lateFrom }) => `${unit} ${stage} ${deadline} ${lateFrom}`);
    });
    const found = (await Promise.all(asked)).flat();
    expect(found).toHaveLength(25);
    expect(found.filter((each) => each.endsWith(`absent rosterDue ${DUE}`))).toHaveLength(24);
    expect(found).toContain(`pudong drafting rosterDue ${DUE}`);
    const cause = {
      stream: `cycle-test.${CYCLE}`,
      deadline: 'rosterDue',
      rev: (await house.read('cycle-test.2024')).rev,
    };
    expect(await owed(house, `roster-test.${CYCLE}.xuhui`)).toMatchObject([{ holder: 'clerk', unit: 'xuhui', cause }]);
    expect((await house.read(`roster-test.${CYCLE}.xuhui`)).rev).toBe(ABSENT);
  });

  test('nothing of a unit without places, or whose places were taken away', async () => {
    const { house } = await federation();
    expect(await owed(house, `roster-test.${CYCLE}.pudong-s1`)).toEqual([]);
    await house.service.setUp('test', 'giveQuota', { cycle: CYCLE }, { quota: 'apply', unit: 'xuhui', places: 0 });
    expect(await owed(house, `roster-test.${CYCLE}.xuhui`)).toEqual([]);
  });

  test('nothing once the year is over, and again when it is reopened', async () => {
    const { house, office } = await federation();
    await house.accepts(undefined, 'closeCycle', { cycle: CYCLE }, office);
    expect(await owed(house, roster)).toEqual([]);
    expect(await owed(house, `roster-test.${CYCLE}.xuhui`)).toEqual([]);
    await house.accepts(undefined, 'reopenCycle', { cycle: CYCLE }, office, { reason: '误关' });
    expect(await deadlines(house, roster)).toEqual([`rosterDue ${DUE} clerk`]);
  });
});

describe('the dates', () => {
  const steps = async (house: House, unit: string) => {
    const cycle = await house.read(`cycle-test.${CYCLE}`);
    const [obligation] = await owed(house, `roster-test.${CYCLE}.${unit}`);
    return obligation ? stepsOf(cycle, obligation, 'Asia/Shanghai').map(({ step, at }) => `${step} ${at}`) : [];
  };
  const given = (house: House, input: object, time = '') =>
    house.service.setUp('test', 'giveReminders', { cycle: CYCLE }, input, time);

  test('the steps that the cycle was given; an extension moves them for its unit alone', async () => {
    const { house, office } = await federation();
    await given(house, { before: REMINDERS.before });
    const april = ['01', '08', '12', '14', '15'].map((day) => instant(`2024-04-${day}T09:00`));
    const names = ['before-14', 'before-7', 'before-3', 'before-1', 'before-0'];
    const usual = names.map((name, index) => `${name} ${april[index]}`);
    expect(await steps(house, 'pudong')).toEqual(usual);
    house.at('2024-04-11T10:00:00+08:00');
    const extension = { deadline: 'rosterDue', date: '2024-04-19', time: '24:00', unit: 'pudong', reason: '受灾' };
    await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, extension);
    const later = ['05', '12', '16', '18', '19'].map((day) => instant(`2024-04-${day}T09:00`));
    expect(await steps(house, 'pudong')).toEqual(names.map((name, index) => `${name} ${later[index]}`));
    expect(await owed(house, roster)).toMatchObject([{ since: instant('2024-04-11T10:00') }]);
    expect(await steps(house, 'xuhui')).toEqual(usual);
  });

  test('given again they take the place of what was there, and an empty one switches them off', async () => {
    const { house } = await federation();
    await given(house, REMINDERS);
    await given(house, { overdue: [{ days: 2, time: '08:30' }] });
    expect(await steps(house, 'pudong')).toEqual([`overdue-2 ${instant('2024-04-17T08:30')}`]);
    await given(house, {});
    expect(await steps(house, 'pudong')).toEqual([]);
    await given(house, {}, 'again');
    expect((await house.facts(`cycle-test.${CYCLE}`)).filter(({ type }) => type === 'remindersGiven')).toHaveLength(4);
  });
});
