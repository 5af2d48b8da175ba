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
    const { service, people } = year;
    await service.accepts(
      YEAR,
      'submitPackage',
      { unit: 'yuzhong' },
      people.clerks['yuzhong']!,
      unitPackage(['onestop', 'caring']),
    );
    await service.accepts(YEAR, 'beginScoring', { unit: 'yuzhong' }, people.office);
  });

  test('no deduction without its reason, none beyond what the class gives, and none by who does not lead', async () => {
    const { service, people } = year;
    const mark = (deductions: object[]) => ({ marks: { homes3: { deductions } } });
    const family = people.departments['family']!;
    const silent = await service.refuses(
      'marksRefused',
      YEAR,
      'scoreRequirement',
      sheet,
      family,
      mark([{ points: 100 }]),
    );
    expect(silent.problems).toMatchObject([{ pointer: '/marks/homes3/deductions/0/reason', reason: 'reasonMissing' }]);
    const heavy = mark([{ points: 1501, reason: '未开展' }]);
    await service.refuses('marksRefused', YEAR, 'scoreRequirement', sheet, family, heavy);
    await service.refuses('notAssigned', YEAR, 'scoreRequirement', sheet, people.departments['publicity']!, mark([]));
    const other = { marks: { theory1: { deductions: [] } } };
    await service.refuses('notComplete', YEAR, 'scoreRequirement', sheet, family, other);
  });

  test('joint leads: with the setting, no review before every lead has agreed; a revision voids the agreement', async () => {
    const { service, people } = year;
    await service.setting(YEAR, 'jointScores', 'allLeads');
    const input = { marks: { homes3: { deductions: [{ points: 200, reason: '服务覆盖不足' }] } } };
    const review = [YEAR, 'reviewScore', sheet, people.leaders['family']!] as const;
    await service.accepts(YEAR, 'scoreRequirement', sheet, people.departments['family']!, input);
    expect((await service.refuses('notComplete', ...review)).params).toMatchObject({ missing: 'rights', count: 1 });
    await service.accepts(YEAR, 'agreeToScore', sheet, people.departments['rights']!);
    await service.refuses('alreadyDone', YEAR, 'agreeToScore', sheet, people.departments['rights']!);
    await service.accepts(YEAR, 'reviseRequirement', sheet, people.departments['rights']!, input);
    expect((await service.refuses('notComplete', ...review)).params).toMatchObject({ missing: 'family', count: 1 });
    await service.accepts(YEAR, 'agreeToScore', sheet, people.departments['family']!);
    await service.refuses('notAssigned', YEAR, 'reviewScore', sheet, people.leaders['publicity']!);
    await service.accepts(...review);
    expect((await service.read('evaluation-test.2024.yuzhong')).fields['points']).toStrictEqual({ homes3: 1300 });
  });

  test('a case is scored by every indicator of the class, and says why where it is below the most', async () => {
    const { service, people } = year;
    const to = { unit: 'yuzhong', requirement: 'onestop' };
    const score = (marks: object) => [YEAR, 'scoreCase', to, people.departments['rights']!, { marks }] as const;
    await service.refuses('marksRefused', ...score({ effect: { points: 1501 }, novelty: { points: 1000 } }));
    await service.refuses('marksRefused', ...score({ effect: { points: 1499 }, novelty: { points: 1000 } }));
    await service.refuses('notComplete', ...score({ effect: { points: 1500 } }));
    await service.accepts(...score({ effect: { points: 1500 }, novelty: { points: 900, reason: '创新不足' } }));
  });

  test('how two cases make one score of 25 people settle, with a reason, once both are reviewed', async () => {
    const { service, people } = year;
    const settle = [
      YEAR,
      'settlePractice',
      { unit: 'yuzhong' },
      people.office,
      { points: 2450, reason: '取较高者' },
    ] as const;
    await service.accepts(YEAR, 'reviewScore', { unit: 'yuzhong', requirement: 'onestop' }, people.leaders['rights']!);
    expect((await service.refuses('notComplete', ...settle)).params).toMatchObject({ missing: 'caring' });
    await service.refuses('conditionNotMet', YEAR, 'takePractice', { unit: 'yuzhong' }, people.office);
    const to = { unit: 'yuzhong', requirement: 'caring' };
    const marks = { effect: { points: 1500 }, novelty: { points: 950, reason: '规模较小' } };
    await service.accepts(YEAR, 'scoreCase', to, people.departments['development']!, { marks });
    await service.accepts(YEAR, 'agreeToScore', to, people.departments['family']!);
    await service.accepts(YEAR, 'reviewScore', to, people.leaders['development']!);
    await service.accepts(...settle);
    const { casePoints, practice } = (await service.read('evaluation-test.2024.yuzhong')).fields;
    expect({ casePoints, practice }).toStrictEqual({ casePoints: { onestop: 2400, caring: 2450 }, practice: 2450 });
  });

  test('scores under an earlier adoption of the points do not count', async () => {
    const { service, people } = year;
    const to = { unit: 'yuzhong', requirement: 'theory1' };
    const score = { marks: { theory1: { deductions: [] } } };
    await service.accepts(YEAR, 'scoreRequirement', to, people.departments['publicity']!, score);
    await service.accepts(YEAR, 'reopenRubric', { unitclass: 'maincity' }, people.office, { reason: '分值有误' });
    await service.refuses('conditionNotMet', YEAR, 'reviewScore', to, people.leaders['publicity']!);
    await service.accepts(YEAR, 'adoptRubric', { unitclass: 'maincity' }, people.office, { adoptedOn: '2025-01-06' });
    await service.refuses('conditionNotMet', YEAR, 'reviewScore', to, people.leaders['publicity']!);
    await service.accepts(YEAR, 'reviseRequirement', to, people.departments['publicity']!, score);
    await service.refuses('conditionNotMet', YEAR, 'reviewScore', to, people.leaders['publicity']!);
    await service.accepts(YEAR, 'restartScoring', { unit: 'yuzhong' }, people.office, { reason: '分值已改' });
    await service.accepts(YEAR, 'reviewScore', to, people.leaders['publicity']!);
  });
});
