import { beforeAll, describe, expect, test } from '@jest/globals';
import { YEAR, adopted, federation, january, opened, unitPackage, type Year } from './federation.js';

describe('scores', () => {
  let year: Year;
  const sheet = { unit: 'yuzhong', requirement: 'homes3' };

  beforeAll(async () => {
    year = await federation();
    await adopted(year, 'maincity');
    await opened(year);
    await january(year);
    const { hearth, people } = year;
    await hearth.accepts(
      YEAR,
      'submitPackage',
      { unit: 'yuzhong' },
      people.clerks['yuzhong']!,
      unitPackage(['onestop', 'caring']),
    );
    await hearth.accepts(YEAR, 'beginScoring', { unit: 'yuzhong' }, people.office);
  });

  test('no deduction without its reason, none beyond what the class gives, and none by who does not lead', async () => {
    const { hearth, people } = year;
    const mark = (deductions: object[]) => ({ marks: { homes3: { deductions } } });
    const family = people.departments['family']!;
    const silent = await hearth.refuses(
      'marksRefused',
      YEAR,
      'scoreRequirement',
      sheet,
      family,
      mark([{ points: 100 }]),
    );
    expect(silent.problems).toMatchObject([{ pointer: '/marks/homes3/deductions/0/reason', reason: 'reasonMissing' }]);
    const heavy = mark([{ points: 1501, reason: '未开展' }]);
    await hearth.refuses('marksRefused', YEAR, 'scoreRequirement', sheet, family, heavy);
    await hearth.refuses('notAssigned', YEAR, 'scoreRequirement', sheet, people.departments['publicity']!, mark([]));
    const other = { marks: { theory1: { deductions: [] } } };
    await hearth.refuses('notComplete', YEAR, 'scoreRequirement', sheet, family, other);
  });

  test('joint leads: with the setting, no review before every lead has agreed; a revision voids the agreement', async () => {
    const { hearth, people } = year;
    await hearth.setting(YEAR, 'jointScores', 'allLeads');
    const input = { marks: { homes3: { deductions: [{ points: 200, reason: '服务覆盖不足' }] } } };
    const review = [YEAR, 'reviewScore', sheet, people.leaders['family']!] as const;
    await hearth.accepts(YEAR, 'scoreRequirement', sheet, people.departments['family']!, input);
    expect((await hearth.refuses('notComplete', ...review)).params).toMatchObject({ missing: 'rights', count: 1 });
    await hearth.accepts(YEAR, 'agreeToScore', sheet, people.departments['rights']!);
    await hearth.refuses('alreadyDone', YEAR, 'agreeToScore', sheet, people.departments['rights']!);
    await hearth.accepts(YEAR, 'reviseRequirement', sheet, people.departments['rights']!, input);
    expect((await hearth.refuses('notComplete', ...review)).params).toMatchObject({ missing: 'family', count: 1 });
    await hearth.accepts(YEAR, 'agreeToScore', sheet, people.departments['family']!);
    await hearth.refuses('notAssigned', YEAR, 'reviewScore', sheet, people.leaders['publicity']!);
    await hearth.accepts(...review);
    expect((await hearth.read('evaluation-test.2024.yuzhong')).fields['points']).toStrictEqual({ homes3: 1300 });
  });

  test('a case is scored by every indicator of the class, and says why where it is below the most', async () => {
    const { hearth, people } = year;
    const to = { unit: 'yuzhong', requirement: 'onestop' };
    const score = (marks: object) => [YEAR, 'scoreCase', to, people.departments['rights']!, { marks }] as const;
    await hearth.refuses('marksRefused', ...score({ effect: { points: 1501 }, novelty: { points: 1000 } }));
    await hearth.refuses('marksRefused', ...score({ effect: { points: 1499 }, novelty: { points: 1000 } }));
    await hearth.refuses('notComplete', ...score({ effect: { points: 1500 } }));
    await hearth.accepts(...score({ effect: { points: 1500 }, novelty: { points: 900, reason: '创新不足' } }));
  });

  test('how two cases make one score of 25 people settle, with a reason, once both are reviewed', async () => {
    const { hearth, people } = year;
    const settle = [
      YEAR,
      'settlePractice',
      { unit: 'yuzhong' },
      people.office,
      { points: 2450, reason: '取较高者' },
    ] as const;
    await hearth.accepts(YEAR, 'reviewScore', { unit: 'yuzhong', requirement: 'onestop' }, people.leaders['rights']!);
    expect((await hearth.refuses('notComplete', ...settle)).params).toMatchObject({ missing: 'caring' });
    await hearth.refuses('conditionNotMet', YEAR, 'takePractice', { unit: 'yuzhong' }, people.office);
    const to = { unit: 'yuzhong', requirement: 'caring' };
    const marks = { effect: { points: 1500 }, novelty: { points: 950, reason: '规模较小' } };
    await hearth.accepts(YEAR, 'scoreCase', to, people.departments['development']!, { marks });
    await hearth.accepts(YEAR, 'agreeToScore', to, people.departments['family']!);
    await hearth.accepts(YEAR, 'reviewScore', to, people.leaders['development']!);
    await hearth.accepts(...settle);
    const { casePoints, practice } = (await hearth.read('evaluation-test.2024.yuzhong')).fields;
    expect({ casePoints, practice }).toStrictEqual({ casePoints: { onestop: 2400, caring: 2450 }, practice: 2450 });
  });

  test('scores under an earlier adoption of the points do not count', async () => {
    const { hearth, people } = year;
    const to = { unit: 'yuzhong', requirement: 'theory1' };
    const score = { marks: { theory1: { deductions: [] } } };
    await hearth.accepts(YEAR, 'scoreRequirement', to, people.departments['publicity']!, score);
    await hearth.accepts(YEAR, 'reopenRubric', { unitclass: 'maincity' }, people.office, { reason: '分值有误' });
    await hearth.refuses('conditionNotMet', YEAR, 'reviewScore', to, people.leaders['publicity']!);
    await hearth.accepts(YEAR, 'adoptRubric', { unitclass: 'maincity' }, people.office, { adoptedOn: '2025-01-06' });
    await hearth.refuses('conditionNotMet', YEAR, 'reviewScore', to, people.leaders['publicity']!);
    await hearth.accepts(YEAR, 'reviseRequirement', to, people.departments['publicity']!, score);
    await hearth.refuses('conditionNotMet', YEAR, 'reviewScore', to, people.leaders['publicity']!);
    await hearth.accepts(YEAR, 'restartScoring', { unit: 'yuzhong' }, people.office, { reason: '分值已改' });
    await hearth.accepts(YEAR, 'reviewScore', to, people.leaders['publicity']!);
  });
});
