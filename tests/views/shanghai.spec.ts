/** What the lists show of a cycle with rosters, plans and recommendations: every expected value is worked out by hand. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorkRow } from '../../libs/views/models/rows.js';
import { describeWithPostgres } from '../postgres.js';
import {
  application,
  begun,
  candidate,
  CYCLE,
  evaluated,
  federation,
  form,
  opinion,
  otherUnits,
  plan,
  planned,
  roster,
  WNGOSH,
  ZZB,
  type Federation,
} from '../shanghai/federation.js';
import { ALL, seen, type Seen } from './seen.js';

/** 15 April and 31 July 2024 to 24:00 in Shanghai. */
const APRIL = '2024-04-15T16:00:00.000Z';
const JULY = '2024-07-31T16:00:00.000Z';
const cycle = { ...ALL, cycle: CYCLE };

describeWithPostgres('the lists of a cycle', () => {
  let at: Seen;
  let all: Federation;
  beforeAll(async () => {
    at = await seen();
    all = await federation(4, { store: at.store });
    await otherUnits(all.house);
  });
  afterAll(() => at.close());

  const shown = async (): Promise<Seen['views']['queries']> => {
    await at.views.catchUp();
    return at.views.queries;
  };
  const told = ({ stream, stage, deadline, lateFrom, begun }: WorkRow): unknown[] => [
    stream.slice(stream.indexOf('.') + 1) + ' ' + stage,
    deadline,
    lateFrom,
    begun,
  ];

  test('a roster that is open is its clerk’s to hand in; one that nobody began is owed all the same', async () => {
    const { work, deliverables, obligations } = await shown();
    const pudong = { ...ALL, shown: { any: [{ own: 'pudong' }] }, role: 'clerk' } as const;
    expect((await work(pudong)).rows.map(told)).toEqual([
      ['2024.pudong drafting', 'rosterDue', APRIL, true],
      ['2024.pudong collecting', 'plansDue', APRIL, true],
    ]);
    const xuhui = { ...cycle, shown: { any: [{ own: 'xuhui' }] } } as const;
    expect((await obligations(xuhui)).rows.map(told)).toEqual([
      ['2024.xuhui absent', 'rosterDue', APRIL, false],
      ['2024.xuhui absent', 'plansDue', APRIL, false],
    ]);
    expect((await deliverables(xuhui)).rows).toMatchObject([
      { deliverable: 'roster', unit: 'xuhui', begun: false, owed: true, late: false, lateFrom: APRIL },
      { deliverable: 'plan', unit: 'xuhui', begun: false, owed: true, late: false, lateFrom: APRIL },
    ]);
    // 25 units have places; one of them began. It owes two things, and so do the 24 others.
    const everything = await obligations({ ...cycle, limit: 500 });
    expect(everything.rows.filter(({ begun }) => !begun)).toHaveLength(48);
    expect(everything.rows).toHaveLength(50);
  });

  test('places are used by homes that are put forward, and free again when one is withdrawn', async () => {
    const { house, clerk } = all;
    for (const home of ['h1', 'h2', 'h3']) await house.accepts(CYCLE, 'putForward', { home }, clerk, candidate);
    const quota = async (unit: string): Promise<unknown> =>
      (await (await shown()).quotas(cycle)).find((row) => row.unit === unit);
    const apply = { quota: 'apply', strength: 'hard', to: 'apply' };
    expect(await quota('pudong')).toEqual({ ...apply, unit: 'pudong', places: 34, used: 3 });
    expect(await quota('xuhui')).toEqual({ ...apply, unit: 'xuhui', places: 12, used: 0 });
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h3' }, clerk, { reason: '条件有变' });
    expect(await quota('pudong')).toMatchObject({ used: 2 });
    await house.accepts(CYCLE, 'undoWithdrawal', { home: 'h3' }, clerk, { reason: '撤回有误' });
    expect(await quota('pudong')).toMatchObject({ used: 3 });
    await house.accepts(undefined, 'giveQuota', { cycle: CYCLE }, all.office, {
      quota: 'apply',
      unit: 'pudong',
      places: 40,
    });
    expect(await quota('pudong')).toMatchObject({ places: 40, used: 3 });
    expect(await (await shown()).quotas({ ...cycle, shown: { any: [{ own: 'xuhui' }] } })).toHaveLength(1);
  });

  test('stages: listed by region and from outside, counted, gone from work when withdrawn', async () => {
    const { house, clerk } = all;
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h3' }, clerk, { reason: '条件有变' });
    await begunAll();
    const { subjects, stageCounts, work, subject } = await shown();
    const streams = async (asked: object): Promise<string[]> =>
      (await subjects({ ...cycle, category: 'application', ...asked })).rows.map(({ stream }) => stream);
    const [h1, h2, h3] = ['h1', 'h2', 'h3'].map(application);
    expect(await streams({})).toEqual([h1, h2, h3]);
    expect(await streams({ stage: 'active' })).toEqual([h1, h2]);
    expect(await streams({ stage: 'active.project.delivery.unasked' })).toEqual([h1, h2]);
    expect(await streams({ stage: 'active.project.delivery.requested' })).toEqual([]);
    expect(await streams({ stage: 'withdrawn' })).toEqual([h3]);
    expect(await streams({ holder: 'guide' })).toEqual([h1, h2]);
    expect(await stageCounts({ ...cycle, category: 'application' })).toEqual([
      { category: 'application', stage: 'active.project', count: 2 },
      { category: 'application', stage: 'withdrawn', count: 1 },
    ]);
    expect((await work({ ...ALL, role: 'applicant', unit: 'pudong' })).rows.map(told)).toEqual([
      ['2024.h1 active.project.work.underway', 'recommendationDue', JULY, true],
      ['2024.h2 active.project.work.underway', 'recommendationDue', JULY, true],
      ['2024.h1 active.project.delivery.unasked', undefined, undefined, true],
      ['2024.h2 active.project.delivery.unasked', undefined, undefined, true],
    ]);
    expect(await subject(h1 as string)).toMatchObject({
      category: 'application',
      cycle: CYCLE,
      unit: 'pudong',
      stage: 'active.project',
      closed: false,
      holders: ['applicant', 'guide'],
      fields: { planSent: true, homeKind: 'village' },
    });
    expect(await subject(h3 as string)).toMatchObject({ closed: true, holders: [] });
    expect(await subject(application('h4'))).toBeUndefined();
  });

  /** The plans of h1 and h2 are sent; the projects begin. */
  async function begunAll(): Promise<void> {
    const { house, clerk } = all;
    for (const home of ['h1', 'h2']) await house.accepts(CYCLE, 'submitPlan', { home }, clerk, { plan });
    await house.accepts(CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB, WNGOSH] });
    await house.settled();
  }

  test('legs: late or in time, void where they have to come again, standing where they stand', async () => {
    const { house, clerk, office } = all;
    const matrix = async (deliverable: string): Promise<unknown> => {
      const { rows } = await (await shown()).deliverables({ ...cycle, unit: 'pudong' });
      return rows.filter((row) => row.deliverable === deliverable && row.unit === 'pudong');
    };
    house.at('2024-04-12T10:00:00+08:00');
    const filled = { filledOn: '2024-04-10', sentTo: [ZZB] };
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, filled);
    const electronic = { leg: 'electronic', kind: 'electronic', at: '2024-04-12T02:00:00.000Z', late: false };
    expect(await matrix('roster')).toMatchObject([
      { stage: 'submitted', owed: true, late: false, legs: [electronic, { leg: 'paper', kind: 'paper' }] },
    ]);
    house.at('2024-04-20T10:00:00+08:00');
    const paper = { receivedOn: '2024-04-18', copies: 3, sealed: true };
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, paper);
    const came = { leg: 'paper', at: '2024-04-20T02:00:00.000Z', receivedOn: '2024-04-18', late: true };
    expect(await matrix('roster')).toMatchObject([
      { stage: 'received', owed: false, late: true, legs: [electronic, came] },
    ]);

    // Returned with the paper void: what was sent in time stays, three new copies are awaited.
    const back = { reason: '内容有误', paperStands: false };
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, back);
    expect(await matrix('roster')).toMatchObject([{ stage: 'returned', owed: true }]);
    await house.accepts(CYCLE, 'resubmitRoster', { unit: 'pudong' }, clerk, filled);
    const [again] = (await matrix('roster')) as { legs: object[]; late: boolean }[];
    expect(again).toMatchObject({ stage: 'submitted', owed: true, late: false });
    expect(again?.legs).toEqual([electronic, { leg: 'paper', kind: 'paper' }]);
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...paper,
      receivedOn: '2024-04-14',
    });
    expect(await matrix('roster')).toMatchObject([{ owed: false, late: false }]);
    // Returned with the paper standing: it stands.
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, { reason: '内容有误', paperStands: true });
    await house.accepts(CYCLE, 'resubmitRoster', { unit: 'pudong' }, clerk, filled);
    expect(await matrix('roster')).toMatchObject([
      { stage: 'received', owed: false, legs: [electronic, { receivedOn: '2024-04-14', late: false }] },
    ]);
  });

  test('a recommendation that is returned is handed in anew, both legs', async () => {
    const { house, clerk, office } = all;
    house.at('2024-07-25T09:00:00+08:00');
    await house.accepts(CYCLE, 'submitRecommendation', { home: 'h1' }, clerk, { form: form('2024-07-20') });
    const opinions = [opinion('party', '2024-07-22'), opinion('district', '2024-07-24')];
    await house.accepts(CYCLE, 'giveOpinions', { home: 'h1' }, clerk, { opinions });
    await house.accepts(CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [ZZB] });
    const legs = async (): Promise<unknown> =>
      (await (await shown()).deliverables(cycle)).rows.find(({ stream }) => stream === application('h1'))?.legs;
    expect(await legs()).toMatchObject([{ leg: 'electronic', at: '2024-07-25T01:00:00.000Z' }, { leg: 'paper' }]);
    const back = { reason: '意见有误', voids: ['district'] };
    await house.accepts(CYCLE, 'returnRecommendation', { home: 'h1' }, office, back);
    await house.accepts(CYCLE, 'resubmitRecommendation', { home: 'h1' }, clerk, { form: form('2024-07-25') });
    expect(await legs()).toEqual([
      { leg: 'electronic', kind: 'electronic' },
      { leg: 'paper', kind: 'paper' },
    ]);
  });

  test('homes: the register shows who was loaded, and who holds what', async () => {
    const { registers, homes } = await shown();
    expect((await registers({ ...ALL, standing: 'advanced' })).rows).toEqual([
      {
        standing: 'advanced',
        home: 'former',
        unit: 'pudong-s1',
        name: 'former',
        since: '2022-12-15',
        loaded: true,
        closed: false,
      },
    ]);
    const growth = await registers({ ...ALL, standing: 'growth', limit: 4 });
    expect(growth.rows.map(({ home }) => home)).toEqual(['former', 'h1', 'h2', 'h3']);
    const rest = await registers({ ...ALL, standing: 'growth', limit: 4, after: growth.next });
    expect(rest.rows.map(({ home }) => home)).toEqual(['h4', 'x1']);
    expect(rest.next).toBeUndefined();
    expect((await homes({ ...ALL, unit: 'xuhui' })).rows).toEqual([
      { home: 'x1', unit: 'xuhui', name: 'x1', closed: false, standings: { growth: '2021-06-28' } },
    ]);
  });

  test('who holds a role: in a unit, or in one above it', async () => {
    const { grants } = await shown();
    expect((await grants({ ...ALL, role: 'clerk', unit: 'pudong' })).rows).toEqual([
      { account: 'clerk-pudong', grant: 'g-clerk-pudong', role: 'clerk', unit: 'pudong' },
    ]);
    const above = await grants({ ...ALL, above: 'pudong-s1' });
    expect(new Set(above.rows.map(({ unit }) => unit))).toEqual(new Set(['shanghai', 'pudong', 'pudong-s1']));
    expect(above.rows.map(({ account }) => account)).toContain('clerk-pudong');
    expect(above.rows.map(({ account }) => account)).not.toContain('clerk-xuhui');
    await all.house.service.setUp('test', 'revokeRole', { account: 'clerk-xuhui' }, { grant: 'g-clerk-xuhui' });
    expect((await (await shown()).grants({ ...ALL, role: 'clerk', unit: 'xuhui' })).rows).toEqual([]);
  });
});

describeWithPostgres('the ranking of a cycle', () => {
  let at: Seen;
  beforeAll(async () => {
    at = await seen();
  });
  afterAll(() => at.close());

  test('is there once it is fixed, and gone when it is undone; the register follows decision and undoing', async () => {
    const all = await federation(3, { store: at.store });
    const { house, office } = all;
    const { queries } = at.views;
    await begun(all, 'h1', 'h2', 'h3');
    await evaluated(all, 'h1', 1);
    await evaluated(all, 'h2', 0);
    await evaluated(all, 'h3', 1);
    await house.setting(CYCLE, 'awardPlaces', 2);
    await house.setting(CYCLE, 'combineScores', 'mean');
    await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
    await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
    await at.views.catchUp();
    const [h1, h2, h3] = ['h1', 'h2', 'h3'].map(application) as [string, string, string];
    // 180 points for all in the first column, 125 for the second: one place is left for two of them.
    expect(await queries.ranking(cycle)).toEqual([
      { stream: h2, unit: 'pudong', place: 1, sum: 180, count: 1, tiedWith: [], atCut: false },
      { stream: h1, unit: 'pudong', place: 2, sum: 125, count: 1, tiedWith: [h3], atCut: true },
      { stream: h3, unit: 'pudong', place: 2, sum: 125, count: 1, tiedWith: [h1], atCut: true },
    ]);
    expect(await queries.ranking({ ...cycle, shown: { any: [{ own: 'xuhui' }] } })).toEqual([]);
    await house.accepts(CYCLE, 'undoRanking', { cycle: CYCLE }, office, { reason: '有误' });
    await at.views.catchUp();
    expect(await queries.ranking(cycle)).toEqual([]);
    await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
    house.at('2024-09-06T10:00:00+08:00');
    const lists = { recognised: [h2], reserve: [h3], notRecognised: [h1], reason: '集体研究' };
    await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, office, lists);
    await house.settled();
    await at.views.catchUp();
    const advanced = async (): Promise<unknown> =>
      (await queries.registers({ ...ALL, standing: 'advanced' })).rows.map(({ home, since, loaded }) => [
        home,
        since,
        loaded,
      ]);
    expect(await advanced()).toEqual([
      ['former', '2022-12-15', true],
      ['h2', '2024-09-06', false],
    ]);
    await house.accepts(CYCLE, 'undoDecision', { cycle: CYCLE }, office, { reason: '名单有误' });
    await house.settled();
    await at.views.catchUp();
    expect(await advanced()).toEqual([['former', '2022-12-15', true]]);
    // A closed cycle leaves nothing to do.
    await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, office, lists);
    await house.settled();
    await house.accepts(undefined, 'closeCycle', { cycle: CYCLE }, office);
    await at.views.catchUp();
    expect((await queries.obligations({ ...cycle, limit: 500 })).rows).toEqual([]);
    expect((await queries.work({ ...ALL, role: 'clerk' })).rows).toEqual([]);
    expect((await queries.cycles(ALL)).rows).toMatchObject([
      {
        cycle: CYCLE,
        stage: 'closed',
        closed: true,
        slug: 'shanghai-advanced-home',
        edition: '2024',
        unit: 'shanghai',
      },
    ]);
  });
});

describeWithPostgres('dates that move', () => {
  let at: Seen;
  beforeAll(async () => {
    at = await seen();
  });
  afterAll(() => at.close());

  test('an extension moves what one unit owes, what is handed in is owed no more, what is returned is owed again', async () => {
    const all = await federation(2, { store: at.store });
    await otherUnits(all.house);
    const { house, clerk, office } = all;
    const { queries } = at.views;
    const pudong = { ...cycle, shown: { any: [{ own: 'pudong' }] } } as const;
    const owed = async (): Promise<unknown[]> => {
      await at.views.catchUp();
      return (await queries.obligations(pudong)).rows.map(({ stream, lateFrom, nextStep, nextAt, missed }) => [
        stream.split('-')[0],
        lateFrom,
        nextStep,
        nextAt,
        missed,
      ]);
    };
    expect(await owed()).toEqual([
      ['roster', APRIL, undefined, undefined, false],
      ['sending', APRIL, undefined, undefined, false],
    ]);
    const reminders = { before: [{ days: 3, time: '09:00' }], overdue: [{ days: 2, time: '10:00' }] };
    await house.accepts(undefined, 'giveReminders', { cycle: CYCLE }, office, reminders);
    // Three days before 15 April at 9 in Shanghai.
    expect(await owed()).toEqual([
      ['roster', APRIL, 'before-3', '2024-04-12T01:00:00.000Z', false],
      ['sending', APRIL, 'before-3', '2024-04-12T01:00:00.000Z', false],
    ]);
    const extended = { deadline: 'rosterDue', date: '2024-04-20', time: '24:00', unit: 'pudong', reason: '协调' };
    await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, extended);
    const LATER = '2024-04-20T16:00:00.000Z';
    expect(await owed()).toEqual([
      ['sending', APRIL, 'before-3', '2024-04-12T01:00:00.000Z', false],
      ['roster', LATER, 'before-3', '2024-04-17T01:00:00.000Z', false],
    ]);
    const xuhui = { ...cycle, shown: { any: [{ own: 'xuhui' }] }, deadline: 'rosterDue' } as const;
    expect((await queries.obligations(xuhui)).rows).toMatchObject([{ begun: false, lateFrom: APRIL }]);
    // What falls due in the week to 18 April, in its order: reminders of 24 units for two things, then their date.
    const falls = await queries.dueBetween({
      from: '2024-04-11T00:00:00.000Z',
      to: '2024-04-18T00:00:00.000Z',
      limit: 500,
    });
    expect(falls.rows).toHaveLength(50);
    expect(falls.rows.at(-1)).toMatchObject({ stream: roster, nextAt: '2024-04-17T01:00:00.000Z', root: 'test' });
    expect((await queries.pending({ root: 'test', limit: 500 })).rows).toHaveLength(50);

    await planned(all, 'h1');
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, { filledOn: '2024-04-02', sentTo: [ZZB] });
    const paper = { receivedOn: '2024-04-02', copies: 3, sealed: true };
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, paper);
    expect((await owed()).filter((row) => (row as string[])[0] === 'roster')).toEqual([]);
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, { reason: '内容有误', paperStands: false });
    expect(await owed()).toContainEqual(['roster', LATER, 'before-3', '2024-04-17T01:00:00.000Z', false]);

    house.at('2024-04-21T00:00:01+08:00');
    const target = `watch-test.roster.2024.pudong`;
    const missed = { deadline: 'rosterDue', due: LATER, cycle: CYCLE };
    await house.accepts(undefined, 'missDeadline', target, { system: 'timer' }, missed);
    expect(await owed()).toContainEqual(['roster', LATER, 'before-3', '2024-04-17T01:00:00.000Z', true]);
    const late = await queries.obligations({ ...pudong, lateAt: '2024-04-21T00:00:00.000Z' });
    expect(late.rows.map(({ stream }) => stream.split('-')[0])).toEqual(['application', 'sending', 'roster']);
    // Of what nobody has begun too: its date passed on 15 April.
    const unborn = { deadline: 'rosterDue', due: APRIL, cycle: CYCLE };
    await house.accepts(undefined, 'missDeadline', 'watch-test.roster.2024.xuhui', { system: 'timer' }, unborn);
    await at.views.catchUp();
    expect((await queries.obligations(xuhui)).rows).toMatchObject([{ begun: false, missed: true }]);
  });
});
