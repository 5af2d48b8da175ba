/** Personal data, districts, homes, drawn samples, grants: who sees what of a year in Shanghai. */
import { expect, test } from '@jest/globals';
import { allowedOn } from '../../libs/lifecycle/visibility/allowed-commands.js';
import { accepted, type Actor } from '../given.js';
import { application, begun, candidate, CYCLE, federation, recommended, roster, row } from '../shanghai/federation.js';
import { asked, facts, fields, listing, sight, stage } from './seeing.js';

const h1 = application('h1');
const guidance = `guidance-test.${CYCLE}.first`;

/** Which of these see the roster's row of a home, where the head's name and telephone stand. */
async function rowSeenBy(house: Parameters<typeof facts>[0], viewers: Readonly<Record<string, Actor>>, home: string) {
  const seen: string[] = [];
  for (const [name, viewer] of Object.entries(viewers))
    if ((await facts(house, viewer, application(home)))?.includes('homePutForward')) seen.push(name);
  return seen;
}

test('personal data of a home is for the home, its street, its district, the city, and who is assigned to it', async () => {
  const all = await federation();
  const { house, clerk, office, evaluators, applicant } = all;
  await house.units([['pudong-s2', 'street', 'pudong']]);
  const viewers = {
    applicant,
    applicantOfAnother: await house.actor('applicant', 'pudong-s1', 'applicant-h2'),
    street: await house.actor('clerk', 'pudong-s1'),
    streetBeside: await house.actor('clerk', 'pudong-s2'),
    district: clerk,
    districtBeside: all.otherClerk,
    city: office,
    leader: await house.actor('leader', 'shanghai'),
    leaderOfDistrictBeside: await house.actor('leader', 'xuhui'),
    auditor: await house.actor('auditor', 'shanghai'),
    operator: await house.actor('operator', 'shanghai'),
    guide: all.guide,
    assigned: evaluators[0],
    notAssigned: evaluators[1],
  };
  await begun(all, 'h1', 'h2');
  await house.accepts(CYCLE, 'nameApplicant', { home: 'h1' }, clerk, { account: applicant.account });
  await house.accepts(CYCLE, 'nameApplicant', { home: 'h2' }, clerk, { account: 'applicant-h2' });
  const ofUnits = ['street', 'district', 'city', 'leader', 'auditor'];
  expect(await rowSeenBy(house, viewers, 'h1')).toEqual(['applicant', ...ofUnits]);
  expect(await rowSeenBy(house, viewers, 'h2')).toEqual(['applicantOfAnother', ...ofUnits]);
  await recommended(all, 'h1');
  const assigned = { account: evaluators[0].account, class: 'expert' };
  await house.accepts(CYCLE, 'assignEvaluator', { home: 'h1' }, office, assigned);
  expect(await rowSeenBy(house, viewers, 'h1')).toEqual(['applicant', ...ofUnits, 'assigned']);
  await house.accepts(CYCLE, 'recuseEvaluator', { home: 'h1' }, evaluators[0], {
    account: evaluators[0].account,
    reason: '亲属',
  });
  expect(await rowSeenBy(house, viewers, 'h1')).toEqual(['applicant', ...ofUnits]);
});

test('a sibling district sees nothing of another’s, in streams, lists or reasons', async () => {
  const all = await federation();
  const { house, clerk, otherClerk } = all;
  await begun(all, 'h1');
  await house.accepts(CYCLE, 'openRoster', { unit: 'xuhui' }, otherClerk);
  await house.accepts(CYCLE, 'putForward', { home: 'x1' }, otherClerk, { ...candidate, street: 'xuhui', row });
  for (const stream of [h1, roster, `sending-test.${CYCLE}.pudong`]) {
    expect(await sight(house, otherClerk, stream)).toBeUndefined();
    expect(await sight(house, clerk, stream)).toBeDefined();
    const commands = await asked(house, (context) => allowedOn(otherClerk, { stream }, context, house.service.decider));
    expect(commands.length).toBeGreaterThan(0);
    for (const { allowed, reason } of commands) expect([allowed, reason?.reason]).toEqual([false, 'notFound']);
  }
  expect(await sight(house, clerk, application('x1'))).toBeUndefined();
  expect(await listing(house, otherClerk, 'application', CYCLE)).toEqual({
    filter: { any: [{ subtree: 'xuhui' }, { field: 'street', has: 'xuhui' }] },
    exact: true,
  });
  expect(await listing(house, otherClerk, 'roster', CYCLE)).toEqual({
    filter: { any: [{ subtree: 'xuhui' }] },
    exact: true,
  });
  expect(await listing(house, all.applicant, 'roster', CYCLE)).toEqual({ filter: { none: true }, exact: true });
  expect(await listing(house, all.applicant, 'application', CYCLE)).toEqual({
    filter: { any: [{ field: 'applicants', has: 'applicant-h1' }] },
    exact: true,
  });
  expect(await listing(house, all.evaluators[0], 'application', CYCLE)).toEqual({
    filter: { any: [{ field: 'evaluators', has: 'evaluator-1' }] },
    exact: true,
  });
});

test('the third party sees the homes that were drawn; districts see how, and homes the advice', async () => {
  const all = await federation(3);
  const { house, office, guide, clerk, applicant, evaluators } = all;
  await begun(all, 'h1', 'h2', 'h3');
  const homesSeen = async (): Promise<string[]> => {
    const seen: string[] = [];
    for (const home of ['h1', 'h2', 'h3'])
      if ((await facts(house, guide, application(home)))?.includes('planSubmitted')) seen.push(home);
    return seen;
  };
  house.at('2024-05-21T09:00:00+08:00');
  await house.accepts(CYCLE, 'fixSampleFrame', { round: 'first' }, office);
  expect(await homesSeen()).toEqual([]);
  await house.setting(CYCLE, 'guidanceSampleSize', 1);
  const seed = { seed: '20240521-demo', seedSource: '演示' };
  await house.accepts(CYCLE, 'drawGuidanceSample', { round: 'first' }, office, seed);
  const drawn = (await house.facts(guidance)).at(-1)?.data['homes'];
  expect(await homesSeen()).toEqual(drawn);
  expect(await listing(house, guide, 'application', CYCLE)).toEqual({
    filter: { any: [{ subtree: 'shanghai' }] },
    exact: false,
  });
  const advice = { advice: '普适性指导意见', givenBy: '演示社会组织' };
  await house.accepts(CYCLE, 'giveGeneralAdvice', { round: 'first' }, guide, advice);
  expect(await facts(house, guide, guidance)).toEqual(['frameFixed()', 'sampleDrawn', 'generalAdviceGiven']);
  const toAll = 'generalAdviceGiven(advice, givenBy)';
  expect(await facts(house, clerk, guidance)).toEqual([
    'frameFixed()',
    'sampleDrawn(frameHash, seed, seedSource)',
    toAll,
  ]);
  expect(await facts(house, applicant, guidance)).toEqual([toAll]);
  expect(await facts(house, evaluators[0], guidance)).toEqual([toAll]);
  for (const viewer of [clerk, applicant, evaluators[0]])
    for (const kept of ['frame', 'sampled']) expect(await fields(house, viewer, guidance)).not.toContain(kept);
});

test('a grant that was revoked sees nothing, one given anew sees again', async () => {
  const all = await federation();
  const { house, clerk } = all;
  await begun(all, 'h1');
  const forged = { ...clerk, unit: 'shanghai' };
  expect(await sight(house, forged, h1)).toBeUndefined();
  expect(await sight(house, { ...clerk, role: 'office' }, h1)).toBeUndefined();
  expect(await sight(house, clerk, h1)).toBeDefined();
  accepted(await house.service.setUp('test', 'revokeRole', { account: clerk.account }, { grant: clerk.grant }));
  for (const stream of [h1, roster, `cycle-test.${CYCLE}`, 'unit-test.pudong', `grant-test.${clerk.account}`])
    expect(await sight(house, clerk, stream)).toBeUndefined();
  expect(await listing(house, clerk, 'application', CYCLE)).toEqual({ filter: { none: true }, exact: true });
  const commands = await asked(house, (context) => allowedOn(clerk, { stream: h1 }, context, house.service.decider));
  expect(commands.filter(({ allowed }) => allowed)).toEqual([]);
  const again = { ...clerk, grant: 'g-again' };
  const { account, role, unit, grant } = again;
  accepted(await house.service.setUp('test', 'grantRole', { account }, { grant, role, unit }));
  expect(await stage(house, again, h1)).toBe('active.project');
});

test('what is said about a roster is for those who see it, begun or not', async () => {
  const all = await federation();
  const { house, clerk, otherClerk, office, applicant, evaluators } = all;
  house.at('2024-04-17T09:00:00+08:00');
  const missed = { deadline: 'rosterDue', due: '2024-04-15T16:00:00.000Z' };
  for (const unit of ['pudong', 'xuhui'])
    accepted(
      await house.service.setUp('test', 'missDeadline', { category: 'roster', stream: `${CYCLE}.${unit}` }, missed),
    );
  const seenBy = async (unit: string): Promise<string[]> => {
    const names: string[] = [];
    for (const [name, viewer] of Object.entries({ clerk, otherClerk, office, applicant, evaluator: evaluators[0] }))
      if ((await facts(house, viewer, `watch-test.roster.${CYCLE}.${unit}`))?.includes('deadlineMissed'))
        names.push(name);
    return names;
  };
  // Pudong has opened its roster, Xuhui has not: there is nothing but its name, which says whose it would be.
  expect(await house.stage(`roster-test.${CYCLE}.xuhui`)).toBe('absent');
  expect(await seenBy('pudong')).toEqual(['clerk', 'office']);
  expect(await seenBy('xuhui')).toEqual(['otherClerk', 'office']);
});

test('nothing is seen of another federation, or of what is no stream', async () => {
  const { house, office } = await federation();
  accepted(await house.service.found('elsewhere', 'test'));
  accepted(
    await house.service.setUp('elsewhere', 'registerUnit', { unit: 'pudong' }, { sort: 'city', name: 'pudong' }),
  );
  expect(await house.stage('unit-elsewhere.pudong')).toBe('active');
  for (const stream of ['platform-elsewhere.root', 'unit-elsewhere.pudong', 'no stream at all', 'unit-test.nowhere'])
    expect(await sight(house, office, stream)).toBeUndefined();
});

test('units, homes and rules are for every role; grants for their holder and the operator, persons for the operator', async () => {
  const all = await federation();
  const { house, office, clerk, otherClerk, guide } = all;
  const operator = await house.actor('operator', 'shanghai');
  const everyone = [office, clerk, otherClerk, guide, operator];
  accepted(
    await house.service.setUp('test', 'moveUnit', { unit: 'pudong-s1' }, { parent: 'xuhui', reason: '区划调整' }),
  );
  for (const viewer of everyone) {
    expect((await facts(house, viewer, 'unit-test.pudong-s1'))?.[0]).toBe('unitRegistered');
    expect(await facts(house, viewer, 'platform-test.root')).toEqual(['rootFounded']);
    expect(await fields(house, viewer, 'unit-test.pudong-s1')).toEqual(['parent', 'sort']);
  }
  // Why it was moved: for those who answer for it now, and above.
  expect(await facts(house, guide, 'unit-test.pudong-s1')).toEqual(['unitRegistered', 'unitMoved(parent)']);
  expect(await facts(house, clerk, 'unit-test.pudong-s1')).toEqual(['unitRegistered', 'unitMoved(parent)']);
  expect(await facts(house, otherClerk, 'unit-test.pudong-s1')).toEqual(['unitRegistered', 'unitMoved']);
  expect(await facts(house, office, 'unit-test.pudong-s1')).toEqual(['unitRegistered', 'unitMoved']);
  const grant = `grant-test.${clerk.account}`;
  expect(await facts(house, clerk, grant)).toEqual(['roleGranted']);
  expect(await facts(house, operator, grant)).toEqual(['roleGranted']);
  for (const viewer of [office, otherClerk, guide]) expect(await sight(house, viewer, grant)).toBeUndefined();
  expect(await listing(house, clerk, 'grant')).toEqual({
    filter: { any: [{ part: 1, has: clerk.account }] },
    exact: true,
  });
  expect(await listing(house, clerk, 'unit')).toEqual({ filter: { anywhere: true }, exact: true });
  accepted(await house.service.setUp('test', 'erasePerson', { person: 'p1' }, { ground: 'asked' }));
  expect(await facts(house, operator, 'person-test.p1')).toEqual(['personErased']);
  expect(await sight(house, office, 'person-test.p1')).toBeUndefined();
});
