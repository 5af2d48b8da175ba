import { describe, expect, test } from '@jest/globals';
import { withGivenPoints } from './given-points.js';
import { type Rubric, checkRubric } from './rubric.js';
import { checkMarks, scoreRubric } from './score-rubric.js';

const rubric: Rubric = {
  unit: 'hundredths',
  sum: 6000,
  given: true,
  blocks: [
    {
      id: 'work',
      title: 'work',
      items: [
        { kind: 'deduction', id: 'visits', title: 'visits', full: 0 },
        { kind: 'nothingIf', id: 'paid', title: 'paid', when: 'underpaid', full: 0 },
        { kind: 'minusEach', id: 'spent', title: 'spent', full: 0, each: 100, floor: { belowZero: 'mayFall' } },
      ],
    },
  ],
};
const adopted = withGivenPoints(rubric, { visits: 250, paid: 400, spent: 300 });
const marks = {
  visits: { deductions: [{ points: 50, reason: 'no record of May' }] },
  paid: { flag: false },
  spent: { count: 2 },
};

describe('a rubric whose points people set', () => {
  test('its sum is not asked for before the points are there', () => {
    expect(checkRubric(rubric)).toStrictEqual([]);
    expect(checkRubric({ ...rubric, given: undefined })).toMatchObject([
      { reason: 'sumDiffers', stated: 6000, found: 0 },
    ]);
  });

  test('each kind is judged by the points given: 250 less 50, 400 as paid, 300 less twice 100', () => {
    expect(scoreRubric(adopted, marks)).toMatchObject({
      ok: true,
      total: 700,
      items: { visits: 200, paid: 400, spent: 100 },
    });
    expect(scoreRubric(adopted, { ...marks, paid: { flag: true } })).toMatchObject({ ok: true, total: 300 });
  });

  test('more cannot be taken off than was given', () => {
    const heavy = { visits: { deductions: [{ points: 251, reason: 'no record at all' }] } };
    expect(checkMarks(adopted, heavy)).toStrictEqual([{ pointer: '/visits/deductions', reason: 'scoreBelowMinimum' }]);
    expect(checkMarks(withGivenPoints(rubric, { visits: 251 }), heavy)).toStrictEqual([]);
  });

  test('an item without points cannot be marked', () => {
    expect(checkMarks(withGivenPoints(rubric, { paid: 1 }), { visits: { deductions: [] } })).toStrictEqual([
      { pointer: '/visits', reason: 'itemUnknown' },
    ]);
  });
});
