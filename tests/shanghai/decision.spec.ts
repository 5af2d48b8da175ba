/** After August: the ranking, a decision that people set, the register, and how both are undone. */
import { expect, test } from '@jest/globals';
import { application, begun, CYCLE, evaluated, federation, marks } from './federation.js';

const cycle = `cycle-test.${CYCLE}`;

test('ranked by the set method, decided by people, entered in the register, and undone', async () => {
  const all = await federation(4);
  const { house, office } = all;
  await begun(all, 'h1', 'h2', 'h3', 'h4');
  await evaluated(all, 'h1', 1);
  await evaluated(all, 'h2', 0);
  await evaluated(all, 'h3', 1);
  await house.accepts(undefined, 'giveSetting', { cycle: CYCLE }, office, { setting: 'awardPlaces', value: 2 });
  await house.accepts(CYCLE, 'beginDeciding', { cycle: CYCLE }, office);
  const [first] = all.evaluators;
  const correction = { marks: marks(0), visitedOn: '2024-08-10', reason: '更正' };
  await house.refuses('cycleForbids', CYCLE, 'correctScore', { home: 'h1' }, first, correction);
  await house.refuses('settingUnset', CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, office);
  const [h1, h2, h3, h4] = ['h1', 'h2', 'h3', 'h4'].map(application) as [string, string, string, string];
  expect((await house.facts(cycle)).at(-1)?.data['entries']).toMatchObject([
    { stream: h2, place: 1, sum: 180, count: 1, tiedWith: [], atCut: false },
    { stream: h1, place: 2, sum: 125, count: 1, tiedWith: [h3], atCut: true },
    { stream: h3, place: 2, sum: 125, count: 1, tiedWith: [h1], atCut: true },
  ]);
  const lists = { recognised: [h2], reserve: [h3], notRecognised: [h1], reason: '集体研究' };
  await house.refuses('notComplete', CYCLE, 'decide', { cycle: CYCLE }, office, { ...lists, notRecognised: [h1, h4] });
  house.at('2024-09-06T10:00:00+08:00');
  await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, office, lists);
  await house.settled();
  expect(await Promise.all([h1, h2, h3, h4].map((stream) => house.stage(stream)))).toEqual([
    'decided.notRecognised',
    'decided.recognised',
    'decided.reserve',
    'active.project',
  ]);
  const standings = async (home: string) => (await house.read(`home-test.${home}`)).fields['standings'];
  expect(await standings('h2')).toEqual({ growth: '2021-06-28', advanced: '2024-09-06' });
  expect(await standings('h3')).toEqual({ growth: '2021-06-28' });
  await house.accepts(CYCLE, 'undoDecision', { cycle: CYCLE }, office, { reason: '名单有误' });
  await house.settled();
  expect(await standings('h2')).toEqual({ growth: '2021-06-28' });
  expect(await house.stage(h3)).toBe('active.evaluation.evaluated');
  await house.accepts(CYCLE, 'decide', { cycle: CYCLE }, office, { ...lists, recognised: [h2, h3], reserve: [] });
  await house.settled();
  expect(await standings('h3')).toMatchObject({ advanced: '2024-09-06' });
});
