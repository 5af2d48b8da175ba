/** Notice 一.1 and 一.2: who may apply, how many, what is handed in by 15 April. */
import { describe, expect, test } from '@jest/globals';
import {
  application,
  begun,
  candidate,
  CYCLE,
  federation,
  plan,
  planned,
  roster,
  row,
  WNGOSH,
  ZZB,
} from './federation.js';

const filled = { filledOn: '2024-04-10', sentTo: [ZZB] };
const paper = { copies: 3, sealed: true };

describe('putting forward', () => {
  test('浦东 has 34 places and no 35th', async () => {
    const { house, clerk } = await federation(35);
    for (let home = 1; home <= 34; home += 1)
      await house.accepts(CYCLE, 'putForward', { home: `h${home}` }, clerk, candidate);
    const refused = await house.refuses('quotaExceeded', CYCLE, 'putForward', { home: 'h35' }, clerk, candidate);
    expect(refused.params).toMatchObject({ unit: 'pudong', places: 34, count: 34 });
    expect((await house.read(roster)).fields['applications']).toHaveLength(34);
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h34' }, clerk, { reason: '条件有变' });
    await house.accepts(CYCLE, 'putForward', { home: 'h35' }, clerk, candidate);
    await house.refuses('quotaExceeded', CYCLE, 'undoWithdrawal', { home: 'h34' }, clerk, { reason: '撤回有误' });
  });

  test('only homes of the 2.0 register, not yet 3.0, each once, by a clerk of their own subtree', async () => {
    const { house, clerk, otherClerk, applicant } = await federation();
    await house.refuses('notInRegister', CYCLE, 'putForward', { home: 'stranger' }, clerk, candidate);
    await house.refuses('alreadyInRegister', CYCLE, 'putForward', { home: 'former' }, clerk, candidate);
    await house.accepts(CYCLE, 'openRoster', { unit: 'xuhui' }, otherClerk);
    await house.refuses('outsideSubtree', CYCLE, 'putForward', { home: 'h1' }, otherClerk, candidate);
    await house.refuses('roleForbids', CYCLE, 'putForward', { home: 'h1' }, applicant, candidate);
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.refuses('alreadyExists', CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
  });

  test('a street opens no roster of its own', async () => {
    const { house } = await federation();
    const street = await house.actor('clerk', 'pudong-s1');
    await house.refuses('wrongUnit', CYCLE, 'openRoster', { unit: 'pudong-s1' }, street);
  });

  test('kinds and blank points are counted on the roster', async () => {
    const { house, clerk } = await federation();
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.accepts(CYCLE, 'putForward', { home: 'h2' }, clerk, { row, homeKind: 'newFields', blankPoint: false });
    expect((await house.read(roster)).fields).toMatchObject({
      applications: ['h1', 'h2'],
      kinds: { h1: 'village', h2: 'newFields' },
      blankPoints: { h1: true, h2: false },
    });
  });

  test('text at its limit passes with a 𠮷 in it, and not one more', async () => {
    const { house, clerk } = await federation();
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    const long = `𠮷${'字'.repeat(1999)}`;
    const over = await house.refuses('malformed', CYCLE, 'submitPlan', { home: 'h1' }, clerk, {
      plan: { ...plan, strengths: `${long}字` },
    });
    expect(over.problems).toMatchObject([
      { pointer: '/plan/strengths', reason: 'textTooLong', params: { limit: 2000, length: 2001 } },
    ]);
    await house.accepts(CYCLE, 'submitPlan', { home: 'h1' }, clerk, { plan: { ...plan, strengths: long } });
  });

  test('the plan asks for one head or the other, by whether there is full-time staff', async () => {
    const { house, clerk } = await federation();
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.refuses('malformed', CYCLE, 'submitPlan', { home: 'h1' }, clerk, {
      plan: { ...plan, hasFullTimeStaff: false },
    });
    const staffing = { partTimeHeadName: '甲', partTimeHeadContact: '02100000000', partTimeHeadPost: '演示学校教师' };
    await house.accepts(CYCLE, 'submitPlan', { home: 'h1' }, clerk, {
      plan: { ...plan, hasFullTimeStaff: false, staffing },
    });
  });
});

describe('handing in', () => {
  test('the roster asks for three sealed copies', async () => {
    const { house, clerk, office } = await federation();
    await house.refuses('notComplete', CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, {
      ...filled,
      filledOn: '2024-04-02',
    });
    await planned({ house, clerk } as Awaited<ReturnType<typeof federation>>, 'h1');
    house.at('2024-04-12T10:00:00+08:00');
    await house.refuses('addressMissing', CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, {
      ...filled,
      sentTo: [WNGOSH],
    });
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, filled);
    const today = { receivedOn: '2024-04-12' };
    await house.refuses('copiesMissing', CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...today,
      copies: 2,
      sealed: true,
    });
    await house.refuses('sealMissing', CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...today,
      copies: 3,
      sealed: false,
    });
    await house.refuses('dateInFuture', CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...paper,
      receivedOn: '2024-04-13',
    });
    await house.refuses('roleForbids', CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, clerk, { ...paper, ...today });
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, { ...paper, ...today });
    expect(await house.stage(roster)).toBe('received');
  });

  test('the plans go to two mailboxes at once; then the projects begin', async () => {
    const all = await federation();
    const { house, clerk } = all;
    await planned(all, 'h1');
    await house.refuses('addressMissing', CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB] });
    await house.refuses('addressMissing', CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [WNGOSH] });
    await house.accepts(CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB, WNGOSH] });
    await house.settled();
    expect(await house.stage(application('h1'))).toBe('active.project');
    await house.refuses('stageForbids', CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB, WNGOSH] });
  });

  test('refused when late, to the second; accepted from the unit that was given an extension', async () => {
    const { house, clerk, otherClerk, office } = await federation();
    await house.setting(CYCLE, 'rosterLateness', 'refuse');
    await house.accepts(CYCLE, 'openRoster', { unit: 'xuhui' }, otherClerk);
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.accepts(CYCLE, 'putForward', { home: 'x1' }, otherClerk, candidate);
    const extension = { deadline: 'rosterDue', unit: 'xuhui', date: '2024-04-19', time: '24:00', reason: '台风' };
    await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, extension);
    house.at('2024-04-16T00:00:00+08:00');
    await house.refuses('late', CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, filled);
    await house.accepts(CYCLE, 'submitRoster', { unit: 'xuhui' }, otherClerk, filled);
  });

  test('in time at 23:59:59; paper that came on the 15th and was entered on the 16th is in time', async () => {
    const { house, clerk, office } = await federation();
    await house.setting(CYCLE, 'rosterLateness', 'refuse');
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    house.at('2024-04-15T23:59:59+08:00');
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, filled);
    house.at('2024-04-16T09:00:00+08:00');
    await house.refuses('late', CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...paper,
      receivedOn: '2024-04-16',
    });
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...paper,
      receivedOn: '2024-04-15',
    });
    expect((await house.read(roster)).fields['lateLegs']).toBe(0);
  });

  test('unset, lateness is only marked; one leg late makes the roster late', async () => {
    const { house, clerk, office } = await federation();
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, { ...filled, filledOn: '2024-04-02' });
    house.at('2024-04-17T09:00:00+08:00');
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...paper,
      receivedOn: '2024-04-16',
    });
    expect((await house.facts(roster)).map(({ type, data }) => [type, data['late']])).toEqual([
      ['rosterOpened', undefined],
      ['candidateListed', undefined],
      ['rosterSubmitted', false],
      ['rosterPaperReceived', true],
    ]);
    expect((await house.read(roster)).fields['lateLegs']).toBe(1);
  });

  test('a roster that is returned after the deadline is mended without being late; its paper may stand', async () => {
    const { house, clerk, office } = await federation();
    await house.setting(CYCLE, 'rosterLateness', 'refuse');
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, { ...filled, filledOn: '2024-04-02' });
    const returned = { reason: '地址有误' };
    await house.refuses('conditionNotMet', CYCLE, 'returnRoster', { unit: 'pudong' }, office, {
      ...returned,
      paperStands: true,
    });
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, {
      ...paper,
      receivedOn: '2024-04-02',
    });
    house.at('2024-04-18T09:00:00+08:00');
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, { ...returned, paperStands: true });
    await house.accepts(CYCLE, 'resubmitRoster', { unit: 'pudong' }, clerk, filled);
    expect(await house.stage(roster)).toBe('received');
    await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, { ...returned, paperStands: false });
    await house.accepts(CYCLE, 'resubmitRoster', { unit: 'pudong' }, clerk, filled);
    expect(await house.stage(roster)).toBe('submitted');
  });
});

describe('withdrawing', () => {
  test('undone, the home stands where it stood, with what it had asked for', async () => {
    const all = await federation();
    const { house, clerk } = all;
    await begun(all, 'h1');
    await house.accepts(CYCLE, 'requestDelivery', { home: 'h1' }, clerk, { resource: '亲子课程' });
    const before = (await house.read(application('h1'))).chartState?.value;
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h1' }, clerk, { reason: '条件有变' });
    expect(await house.stage(application('h1'))).toBe('withdrawn');
    expect((await house.read(roster)).fields['applications']).toEqual([]);
    await house.accepts(CYCLE, 'undoWithdrawal', { home: 'h1' }, clerk, { reason: '撤回有误' });
    expect((await house.read(application('h1'))).chartState?.value).toEqual(before);
    expect((await house.read(roster)).fields['applications']).toEqual(['h1']);
  });

  test('a plan of a withdrawn home is not sent, and is again once it is back', async () => {
    const all = await federation();
    const { house, clerk } = all;
    await planned(all, 'h1');
    await planned(all, 'h2');
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h1' }, clerk, { reason: '条件有变' });
    const stream = `sending-test.${CYCLE}.pudong`;
    expect((await house.read(stream)).fields['ready']).toEqual(['h2']);
    await house.accepts(CYCLE, 'undoWithdrawal', { home: 'h1' }, clerk, { reason: '撤回有误' });
    expect((await house.read(stream)).fields['ready']).toEqual(['h1', 'h2']);
  });
});
