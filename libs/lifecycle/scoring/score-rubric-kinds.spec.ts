import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Rubric, RubricItem } from './rubric.js';
import { type Marks, marksSchema, scoreRubric } from './score-rubric.js';

const total = (rubric: Rubric, marks: Marks) => {
  const score = scoreRubric(rubric, marks);
  return score.ok ? score.total : score.problems;
};

const one = (item: RubricItem): Rubric => ({
  unit: 'points',
  blocks: [{ id: 'block', title: 'block', items: [item] }],
});

describe('single kinds', () => {
  test('a range takes its steps only, from its least', () => {
    const rubric = one({ kind: 'range', id: 'a', title: 'a', min: 1, max: 10, step: 3 });
    expect(total(rubric, { a: { points: 4 } })).toBe(4);
    expect(total(rubric, { a: { points: 5 } })).toStrictEqual([{ pointer: '/a/points', reason: 'scoreOffStep' }]);
    expect(total(rubric, { a: { points: 0 } })).toStrictEqual([{ pointer: '/a/points', reason: 'scoreBelowMinimum' }]);
  });

  test('nothing-if with a range', () => {
    const rubric = one({
      kind: 'nothingIf',
      id: 'a',
      title: 'a',
      when: 'unpaid',
      full: 10,
      range: { min: 2, step: 2 },
    });
    expect(total(rubric, { a: { flag: false, points: 6 } })).toBe(6);
    expect(total(rubric, { a: { flag: true } })).toBe(0);
    expect(total(rubric, { a: { flag: false } })).toStrictEqual([{ pointer: '/a/points', reason: 'memberMissing' }]);
  });

  test('minus each with no floor goes on below zero, with a floor stops there', () => {
    const item = { kind: 'minusEach', id: 'a', title: 'a', full: 2, each: 1 } as const;
    expect(total(one({ ...item, floor: null }), { a: { count: 5 } })).toBe(-3);
    expect(total(one({ ...item, floor: -1 }), { a: { count: 5 } })).toBe(-1);
    expect(total(one({ ...item, floor: 0 }), { a: { count: 5 } })).toBe(0);
  });

  test('a reason is asked for less than full only', () => {
    const rubric = one({ kind: 'minusEach', id: 'a', title: 'a', full: 2, each: 1, floor: 0, reasonBelowFull: true });
    expect(total(rubric, { a: { count: 0 } })).toBe(2);
    expect(total(rubric, { a: { count: 1 } })).toStrictEqual([{ pointer: '/a/reason', reason: 'reasonMissing' }]);
  });

  test('an item may bear the name of an object member', () => {
    const rubric = one({ kind: 'deduction', id: 'constructor', title: 'a', full: 2 });
    expect(total(rubric, {})).toStrictEqual([{ pointer: '/constructor', reason: 'itemMissing' }]);
  });

  test('marks from outside are bounded in shape', () => {
    expect(marksSchema.safeParse({ a: { points: 3, reason: 'x' } }).success).toBe(true);
    expect(marksSchema.safeParse({ a: { point: 3 } }).success).toBe(false);
    expect(marksSchema.safeParse({ a: { reason: 'x'.repeat(1001) } }).success).toBe(false);
  });
});

describe('caps inside caps', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 });
  const caps = fc.record({
    item: fc.integer({ min: 0, max: 9 }),
    group: fc.integer({ min: 0, max: 12 }),
    block: fc.integer({ min: 0, max: 15 }),
  });
  const nested = (cap: { item: number; group: number; block: number }): Rubric => ({
    unit: 'points',
    blocks: [
      {
        id: 'block',
        title: 'block',
        cap: cap.block,
        items: [
          {
            kind: 'group',
            id: 'group',
            title: 'group',
            cap: cap.group,
            items: [
              { kind: 'tally', id: 'a', title: 'a', each: 2, cap: cap.item },
              { kind: 'tally', id: 'b', title: 'b', each: 1 },
            ],
          },
          { kind: 'tally', id: 'c', title: 'c', each: 3 },
        ],
      },
      { id: 'other', title: 'other', items: [{ kind: 'tally', id: 'd', title: 'd', each: 1 }] },
    ],
  });
  const marked = (numbers: readonly number[]): Marks =>
    Object.fromEntries(['a', 'b', 'c', 'd'].map((id, index) => [id, { count: numbers[index] ?? 0 }]));

  test('by hand: 5 of 2 each under 6, with 3 more under 8, with 2 of 3 each under 12', () => {
    expect(scoreRubric(nested({ item: 6, group: 8, block: 12 }), marked([5, 3, 2, 1]))).toStrictEqual({
      ok: true,
      total: 13,
      blocks: { block: 12, other: 1 },
      groups: { group: 8 },
      items: { a: 6, b: 3, c: 6, d: 1 },
    });
  });

  test('no cap is ever exceeded, and sums are those of their parts', () => {
    fc.assert(
      fc.property(caps, counts, (cap, numbers) => {
        const score = scoreRubric(nested(cap), marked(numbers));
        if (!score.ok) throw new Error(JSON.stringify(score.problems));
        const { a = -1, b = -1, c = -1, d = -1 } = score.items;
        expect(a).toBe(Math.min(cap.item, 2 * (numbers[0] ?? 0)));
        expect(score.groups['group']).toBe(Math.min(cap.group, a + b));
        expect(score.blocks['block']).toBe(Math.min(cap.block, (score.groups['group'] ?? -1) + c));
        expect(score.total).toBe((score.blocks['block'] ?? -1) + d);
      }),
    );
  });

  test('one occurrence more never lowers a total', () => {
    fc.assert(
      fc.property(caps, counts, fc.integer({ min: 0, max: 3 }), (cap, numbers, which) => {
        const more = numbers.map((number, index) => (index === which ? number + 1 : number));
        const [less, after] = [total(nested(cap), marked(numbers)), total(nested(cap), marked(more))];
        expect(after).toBeGreaterThanOrEqual(Number(less));
      }),
    );
  });
});
