/** Notice 一.3, second stage: scores are their author's own until the ranking is fixed. */
import { expect, test } from '@jest/globals';
import type { Actor } from '../given.js';
import { application, begun, CYCLE, federation, marks, recommended, type Federation } from '../shanghai/federation.js';
import { entered, facts, fields, stage } from './seeing.js';

const h1 = application('h1');
const cycle = `cycle-test.${CYCLE}`;

interface Cast extends Federation {
  readonly leader: Actor;
  readonly auditor: Actor;
}

/** Two evaluators have scored h1; the third is not on it. */
async function scored(): Promise<Cast> {
  const all = await federation();
  const { house, office, clerk, evaluators, applicant } = all;
  const cast = {
    ...all,
    leader: await house.actor('leader', 'shanghai'),
    auditor: await house.actor('auditor', 'shanghai'),
  };
  await begun(all, 'h1');
  await house.accepts(CYCLE, 'nameApplicant', { home: 'h1' }, clerk, { account: applicant.account });
  await recommended(all, 'h1');
  house.at('2024-08-12T09:00:00+08:00');
  for (const { account } of evaluators.slice(0, 2))
    await house.accepts(CYCLE, 'assignEvaluator', { home: 'h1' }, office, { account, class: 'expert' });
  for (const by of evaluators.slice(0, 2))
    await house.accepts(CYCLE, 'scoreHome', { home: 'h1' }, by, { marks: marks(0), visitedOn: '2024-08-10' });
  return cast;
}

async function scorersSeen({ house, ...cast }: Cast): Promise<Record<string, string[]>> {
  const [first, second, third] = cast.evaluators;
  const viewers = { ...cast, first, second, third };
  const names = ['first', 'second', 'third', 'office', 'leader', 'auditor', 'clerk', 'applicant', 'guide'] as const;
  const seen = await Promise.all(
    names.map(async (name) => [name, await entered(house, viewers[name], h1, 'homeScored')] as const),
  );
  return Object.fromEntries(seen.filter(([, accounts]) => accounts.length > 0));
}

const BLIND = { first: ['evaluator-1'], second: ['evaluator-2'] };
const BOTH = ['evaluator-1', 'evaluator-2'];
const OPEN = { first: BOTH, second: BOTH, office: BOTH, leader: BOTH, auditor: BOTH };

test('an evaluator sees her own score at once, and nobody another’s before the ranking is fixed', async () => {
  const cast = await scored();
  const { house, office } = cast;
  expect(await scorersSeen(cast)).toEqual(BLIND);
  await house.accepts(CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
  await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
  expect(await scorersSeen(cast)).toEqual(BLIND);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  expect(await scorersSeen(cast)).toEqual(OPEN);
  await house.accepts(CYCLE, 'undoRanking', { cycle: CYCLE }, office, { reason: '重算' });
  expect(await scorersSeen(cast)).toEqual(BLIND);
});

test('a year that is closed without a ranking, or open again after one, shows no scores', async () => {
  const cast = await scored();
  const { house, office } = cast;
  await house.accepts(undefined, 'closeCycle', { cycle: CYCLE }, office);
  expect(await scorersSeen(cast)).toEqual(BLIND);
  await house.accepts(undefined, 'reopenCycle', { cycle: CYCLE }, office, { reason: '误关' });
  await house.accepts(CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
  await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  const lists = { recognised: [h1], reserve: [], notRecognised: [], reason: '集体研究' };
  await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, office, lists);
  await house.settled();
  await house.accepts(undefined, 'closeCycle', { cycle: CYCLE }, office);
  expect(await scorersSeen(cast)).toEqual(OPEN);
  await house.accepts(undefined, 'reopenCycle', { cycle: CYCLE }, office, { reason: '补评' });
  expect(await scorersSeen(cast)).toEqual(BLIND);
});

test('no control field tells a total, a count or who has scored', async () => {
  const cast = await scored();
  const { house, office, leader, auditor, clerk, applicant, evaluators } = cast;
  for (const viewer of [office, leader, auditor, clerk, applicant, ...evaluators]) {
    const shown = await fields(house, viewer, h1);
    expect(shown).not.toEqual(expect.arrayContaining(['totals']));
    expect(shown).not.toEqual(expect.arrayContaining(['pending']));
  }
  // Who was assigned is for those who assign; an evaluator is not told who else was.
  expect(await fields(house, office, h1)).toEqual(expect.arrayContaining(['conflicts', 'evaluators', 'recused']));
  expect(await fields(house, evaluators[0], h1)).not.toEqual(expect.arrayContaining(['evaluators']));
  await house.accepts(CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
  await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  expect(await fields(house, office, h1)).toEqual(expect.arrayContaining(['pending', 'totals']));
  expect(await fields(house, clerk, h1)).not.toEqual(expect.arrayContaining(['totals']));
});

test('the ranking’s scores are for those who see all scores, the decision for those who see decisions', async () => {
  const cast = await scored();
  const { house, office, leader, auditor, clerk, applicant, evaluators } = cast;
  await house.accepts(CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
  await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  const lists = { recognised: [h1], reserve: [], notRecognised: [], reason: '集体研究' };
  await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, leader, lists);
  await house.settled();
  for (const viewer of [office, leader, auditor]) {
    expect((await facts(house, viewer, cycle))?.slice(-2)).toEqual(['rankingFixed', 'decisionsMade']);
    expect(await fields(house, viewer, cycle)).toEqual(expect.arrayContaining(['decided', 'listed', 'recognised']));
  }
  for (const viewer of [clerk, applicant, ...evaluators]) {
    expect(await facts(house, viewer, cycle)).toEqual([
      'cycleOpened',
      'decidingBegan()',
      'settingGiven',
      'rankingFixed()',
      'decisionsMade()',
    ]);
    const shown = await fields(house, viewer, cycle);
    expect(shown).toEqual(expect.arrayContaining(['deadlines', 'extensions', 'quotas', 'settings', 'zone']));
    for (const kept of ['decided', 'listed', 'recognised']) expect(shown).not.toContain(kept);
  }
});

test('an evaluator is told where the evaluation left a home, not what was decided; its unit is told', async () => {
  const cast = await scored();
  const { house, office, clerk, applicant, evaluators } = cast;
  const [first] = evaluators;
  expect(await stage(house, first, h1)).toBe('active.evaluation.scoring');
  expect(await stage(house, office, h1)).toBe('active.evaluation.scoring');
  // Who is asked to score, and when, is not for those who are scored.
  expect(await stage(house, clerk, h1)).toBe('active.evaluation');
  await house.accepts(CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
  expect(await stage(house, first, h1)).toBe('active.evaluation.evaluated');
  expect(await stage(house, applicant, h1)).toBe('active.evaluation');
  await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  const lists = { recognised: [h1], reserve: [], notRecognised: [], reason: '集体研究' };
  await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, office, lists);
  await house.settled();
  expect(await stage(house, first, h1)).toBe('active.evaluation.evaluated');
  expect(await stage(house, clerk, h1)).toBe('decided.recognised');
  expect(await stage(house, applicant, h1)).toBe('decided.recognised');
  // The register would tell it too.
  expect(await fields(house, first, 'home-test.h1')).toEqual(['unit']);
  expect(await fields(house, clerk, 'home-test.h1')).toEqual(['standings', 'unit']);
});
