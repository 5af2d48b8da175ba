import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Rubric, type RubricItem, checkRubric, rubricSchema } from './rubric.js';
import { type Mark, type Marks, checkMarks, scoreRubric } from './score-rubric.js';

const total = (rubric: Rubric, marks: Marks, settings = {}) => {
  const score = scoreRubric(rubric, marks, settings);
  return score.ok ? score.total : score.problems;
};

/** The table of 2024's evaluation form: four blocks of 40 and a bonus of 20; two items of 5 in the fourth. */
const leveled = (id: string, points: readonly number[]): RubricItem => ({
  kind: 'levels',
  id,
  title: id,
  levels: points.map((value, index) => ({ points: value, label: ['符合', '比较符合', '一般', '不符合'][index] ?? '' })),
});
const TEN = [10, 7, 4, 0] as const;
const FIVE = [5, 3, 1, 0] as const;
const table: [string, number, [string, readonly number[]][]][] = [
  [
    'fourPoints',
    40,
    [
      ['rights', TEN],
      ['parenting', TEN],
      ['council', TEN],
      ['delivery', TEN],
    ],
  ],
  [
    'fourPeople',
    40,
    [
      ['representatives', TEN],
      ['members', TEN],
      ['cadres', TEN],
      ['organisations', TEN],
    ],
  ],
  [
    'fourSystems',
    40,
    [
      ['liaison', TEN],
      ['democracy', TEN],
      ['online', TEN],
      ['appraisal', TEN],
    ],
  ],
  [
    'support',
    40,
    [
      ['premises', FIVE],
      ['signs', FIVE],
      ['management', TEN],
      ['needs', TEN],
      ['contact', TEN],
    ],
  ],
  [
    'bonus',
    20,
    [
      ['coreWork', TEN],
      ['innovation', TEN],
    ],
  ],
];
const evaluation: Rubric = {
  unit: 'points',
  sum: 180,
  blocks: table.map(([id, sum, items]) => ({
    id,
    title: id,
    sum,
    items: items.map(([item, points]) => leveled(item, points)),
  })),
};
const allAt = (level: number): Marks =>
  Object.fromEntries(table.flatMap(([, , items]) => items.map(([id, points]) => [id, { points: points[level] ?? 0 }])));

describe('the table of 180', () => {
  test('its sums hold', () => {
    expect(checkRubric(evaluation)).toStrictEqual([]);
  });

  test.each([
    ['符合', 0, 180, { fourPoints: 40, fourPeople: 40, fourSystems: 40, support: 40, bonus: 20 }],
    ['比较符合', 1, 125, { fourPoints: 28, fourPeople: 28, fourSystems: 28, support: 27, bonus: 14 }],
    ['一般', 2, 70, { fourPoints: 16, fourPeople: 16, fourSystems: 16, support: 14, bonus: 8 }],
    ['不符合', 3, 0, { fourPoints: 0, fourPeople: 0, fourSystems: 0, support: 0, bonus: 0 }],
  ])('all %s', (_, level, sum, blocks) => {
    expect(scoreRubric(evaluation, allAt(level))).toMatchObject({ ok: true, total: sum, blocks });
  });

  test.each<[string, number, string]>([
    ['rights', 8, 'scoreNotALevel'],
    ['premises', 10, 'scoreAboveMaximum'],
    ['signs', 4, 'scoreNotALevel'],
    ['rights', 11, 'scoreAboveMaximum'],
    ['rights', -1, 'scoreBelowMinimum'],
    ['rights', 7.5, 'notAnInteger'],
    ['rights', Number.NaN, 'notAnInteger'],
  ])('%s with %d points: %s', (id, points, reason) => {
    expect(total(evaluation, { ...allAt(0), [id]: { points } })).toStrictEqual([{ pointer: `/${id}/points`, reason }]);
  });

  test('what is missing, unknown or of another kind is told, all at once', () => {
    const { rights: _, ...rest } = allAt(0);
    const marks = { ...rest, council: {}, signs: { points: 5, count: 2 }, garden: { points: 10 } };
    expect(total(evaluation, marks)).toStrictEqual([
      { pointer: '/rights', reason: 'itemMissing' },
      { pointer: '/council/points', reason: 'memberMissing' },
      { pointer: '/signs/count', reason: 'memberUnknown' },
      { pointer: '/garden', reason: 'itemUnknown' },
    ]);
  });

  test('part of the marks can be checked on their own', () => {
    expect(checkMarks(evaluation, { rights: { points: 7 } })).toStrictEqual([]);
    expect(checkMarks(evaluation, { rights: { points: 8 } })).toStrictEqual([
      { pointer: '/rights/points', reason: 'scoreNotALevel' },
    ]);
  });
});

/** The yearly evaluation of 100: base 60, best practice 25, a bonus of 5 inside the 100, overall 10; points of items invented. */
const yearly: Rubric = rubricSchema.parse({
  unit: 'points',
  sum: 100,
  blocks: [
    {
      id: 'base',
      title: 'base',
      sum: 60,
      items: [
        { kind: 'deduction', id: 'learning', title: 'learning', full: 40 },
        { kind: 'nothingIf', id: 'fundsPaid', title: 'fundsPaid', when: 'fundsNotPaidInFull', full: 10 },
        {
          kind: 'minusEach',
          id: 'fundsUsed',
          title: 'fundsUsed',
          full: 10,
          each: 1,
          floor: { belowZero: 'fundsBelowZero' },
        },
      ],
    },
    {
      id: 'practice',
      title: 'practice',
      sum: 25,
      items: [{ kind: 'range', id: 'case', title: 'case', min: 0, max: 25, step: 1, reasonBelowFull: true }],
    },
    {
      id: 'bonus',
      title: 'bonus',
      sum: 5,
      cap: 5,
      items: [
        { kind: 'tally', id: 'cityPraise', title: 'cityPraise', each: 2 },
        { kind: 'tally', id: 'districtPraise', title: 'districtPraise', each: 1 },
        { kind: 'tally', id: 'approval', title: 'approval', each: 1 },
        {
          kind: 'tally',
          id: 'speech',
          title: 'speech',
          each: 1,
          conditions: [
            { text: 'nationalLeaderAttends', required: true },
            { text: 'notInWriting', required: true },
          ],
        },
        { kind: 'tally', id: 'events', title: 'events', each: 1, cap: 3 },
        { kind: 'tally', id: 'media', title: 'media', each: 1, cap: 2 },
      ],
    },
    {
      id: 'overall',
      title: 'overall',
      sum: 10,
      items: [
        {
          kind: 'fullUnlessDeducted',
          id: 'overallWork',
          title: 'overallWork',
          full: 10,
          causes: ['accident', 'otherCause'],
        },
      ],
    },
  ],
  deductions: {
    floor: 0,
    items: [
      { kind: 'tally', id: 'censureNational', title: 'censureNational', each: 2 },
      { kind: 'tally', id: 'censureDistrict', title: 'censureDistrict', each: 1 },
      { kind: 'discretionary', id: 'falsified', title: 'falsified', most: null },
    ],
  },
});
const full: Marks = {
  learning: { deductions: [] },
  fundsPaid: { flag: false },
  fundsUsed: { count: 0 },
  case: { points: 25 },
};

describe('the yearly evaluation of 100', () => {
  test('its sums hold: the bonus is inside the 100', () => {
    expect(checkRubric(yearly)).toStrictEqual([]);
    expect(total(yearly, full)).toBe(95);
    expect(total(yearly, { ...full, cityPraise: { count: 9 } })).toBe(100);
  });

  test.each<[string, Marks, number]>([
    ['events stop at 3', { events: { count: 10 } }, 3],
    ['media stop at 2', { media: { count: 7 } }, 2],
    ['both at their caps make 5', { events: { count: 10 }, media: { count: 7 } }, 5],
    ['4 events and 1 article make 4', { events: { count: 4 }, media: { count: 1 } }, 4],
    ['praise of city and district', { cityPraise: { count: 1 }, districtPraise: { count: 1 } }, 3],
    [
      'all at once stop at 5',
      { cityPraise: { count: 2 }, approval: { count: 1 }, events: { count: 3 }, media: { count: 2 } },
      5,
    ],
  ])('bonus: %s', (_, marks, bonus) => {
    const score = scoreRubric(yearly, { ...full, ...marks });
    expect(score).toMatchObject({ ok: true, total: 95 + bonus, blocks: { bonus } });
  });

  test('a speech counts only when its conditions are confirmed', () => {
    expect(total(yearly, { ...full, speech: { count: 1, met: ['nationalLeaderAttends'] } })).toStrictEqual([
      { pointer: '/speech/met', reason: 'conditionMissing' },
    ]);
    expect(total(yearly, { ...full, speech: { count: 1, met: ['nationalLeaderAttends', 'notInWriting'] } })).toBe(96);
    expect(total(yearly, { ...full, speech: { count: 0 } })).toBe(95);
    expect(total(yearly, { ...full, speech: { count: 0, met: ['online'] } })).toStrictEqual([
      { pointer: '/speech/met/0', reason: 'conditionUnknown' },
    ]);
  });

  test('each deduction needs a reason, and cannot take more than there is', () => {
    const taking = (...deductions: NonNullable<Mark['deductions']>) =>
      total(yearly, { ...full, learning: { deductions } });
    expect(taking({ points: 3, reason: 'two lectures missing' }, { points: 1, reason: 'no record' })).toBe(91);
    expect(taking({ points: 3, reason: ' ' })).toStrictEqual([
      { pointer: '/learning/deductions/0/reason', reason: 'reasonMissing' },
    ]);
    expect(taking({ points: 30, reason: 'a' }, { points: 11, reason: 'b' })).toStrictEqual([
      { pointer: '/learning/deductions', reason: 'scoreBelowMinimum' },
    ]);
    expect(taking({ points: -3, reason: 'a gift' })).toStrictEqual([
      { pointer: '/learning/deductions/0/points', reason: 'scoreBelowMinimum' },
    ]);
    expect(taking({ points: 3, reason: 'a', cause: 'accident' })).toStrictEqual([
      { pointer: '/learning/deductions/0/cause', reason: 'causeUnknown' },
    ]);
  });

  test('less than full needs a reason where the rubric asks for one', () => {
    expect(total(yearly, { ...full, case: { points: 24 } })).toStrictEqual([
      { pointer: '/case/reason', reason: 'reasonMissing' },
    ]);
    expect(total(yearly, { ...full, case: { points: 24, reason: 'little effect shown' } })).toBe(94);
    expect(total(yearly, { ...full, case: { points: 26 } })).toStrictEqual([
      { pointer: '/case/points', reason: 'scoreAboveMaximum' },
    ]);
  });

  test('overall work is full unless taken off for a named cause', () => {
    const off = (cause: string) => ({
      ...full,
      overallWork: { deductions: [{ points: 4, reason: 'an accident in March', cause }] },
    });
    expect(total(yearly, off('accident'))).toBe(91);
    expect(total(yearly, off('mood'))).toStrictEqual([
      { pointer: '/overallWork/deductions/0/cause', reason: 'causeUnknown' },
    ]);
    expect(total(yearly, { ...full, overallWork: {} })).toStrictEqual([
      { pointer: '/overallWork/deductions', reason: 'memberMissing' },
    ]);
  });

  test('funds: nothing if unpaid; minus one each time, and below zero only as the setting says', () => {
    expect(total(yearly, { ...full, fundsPaid: { flag: true } })).toBe(85);
    expect(total(yearly, { ...full, fundsPaid: { flag: true, points: 1 } })).toStrictEqual([
      { pointer: '/fundsPaid/points', reason: 'scoreAboveMaximum' },
    ]);
    expect(total(yearly, { ...full, fundsPaid: { flag: false, points: 9 } })).toStrictEqual([
      { pointer: '/fundsPaid/points', reason: 'scoreBelowMinimum' },
    ]);
    expect(total(yearly, { ...full, fundsPaid: {} })).toStrictEqual([
      { pointer: '/fundsPaid/flag', reason: 'memberMissing' },
    ]);
    expect(total(yearly, { ...full, fundsUsed: { count: 3 } })).toBe(92);
    expect(total(yearly, { ...full, fundsUsed: { count: 10 } })).toBe(85);
    const twelve = { ...full, fundsUsed: { count: 12 } };
    expect(total(yearly, twelve)).toStrictEqual([{ pointer: '/fundsUsed', reason: 'settingUnset' }]);
    expect(total(yearly, twelve, { fundsBelowZero: false })).toBe(85);
    expect(total(yearly, twelve, { fundsBelowZero: true })).toBe(83);
  });

  test('deductions come off the total, with a reason where they are at discretion, and stop at the floor', () => {
    const marks = {
      ...full,
      censureNational: { count: 1 },
      censureDistrict: { count: 2 },
      falsified: { points: 5, reason: 'verified in May' },
    };
    expect(scoreRubric(yearly, marks)).toMatchObject({
      total: 86,
      blocks: { base: 60, practice: 25, bonus: 0, overall: 10 },
      items: { censureNational: -2, censureDistrict: -2, falsified: -5 },
    });
    expect(total(yearly, { ...full, falsified: { points: 5 } })).toStrictEqual([
      { pointer: '/falsified/reason', reason: 'reasonMissing' },
    ]);
    expect(total(yearly, { ...full, falsified: { points: 500, reason: 'all of it' } })).toBe(0);
    const open: Rubric = {
      ...yearly,
      deductions: { floor: { belowZero: 'totalBelowZero' }, items: yearly.deductions?.items ?? [] },
    };
    const heavy = { ...full, falsified: { points: 500, reason: 'all of it' } };
    expect(total(open, heavy)).toStrictEqual([{ pointer: '', reason: 'settingUnset' }]);
    expect(total(open, heavy, { totalBelowZero: true })).toBe(-405);
    expect(total(open, full)).toBe(95);
  });

  test.each([
    [-1, 'countOutOfRange'],
    [1001, 'countOutOfRange'],
    [0.5, 'notAnInteger'],
    [undefined, 'memberMissing'],
  ])('a count of %p: %s', (count, reason) => {
    const mark = count === undefined ? {} : { count };
    expect(total(yearly, { ...full, events: mark })).toStrictEqual([{ pointer: '/events/count', reason }]);
  });
});

describe('any marks', () => {
  test('at levels of the table stay between 0 and 180, and blocks add up', () => {
    const level = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(level, { minLength: 19, maxLength: 19 }), (picks) => {
        const items = table.flatMap(([, , rows]) => rows);
        const marks = Object.fromEntries(
          items.map(([id, points], index) => [id, { points: points[picks[index] ?? 0] ?? 0 }]),
        );
        const score = scoreRubric(evaluation, marks);
        if (!score.ok) throw new Error(JSON.stringify(score.problems));
        expect(score.total).toBe(Object.values(score.items).reduce((sum, points) => sum + points, 0));
        expect(score.total).toBe(Object.values(score.blocks).reduce((sum, points) => sum + points, 0));
        expect(score.total).toBeGreaterThanOrEqual(0);
        expect(score.total).toBeLessThanOrEqual(180);
      }),
    );
  });
});
