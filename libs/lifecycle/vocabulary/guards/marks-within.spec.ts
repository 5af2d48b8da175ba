import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('marks within', () => {
  const asked = (mark: object, more: object = {}) =>
    rejectionBy(
      'marksWithin@1',
      { marks: 'input.marks', limits: 'self.limits', ...more },
      {
        scope: { input: { marks: { fund: mark } }, self: { limits: { fund: 10 } } },
      },
    )?.problems;

  test('up to the most that people allowed', () => {
    expect(asked({ points: 10 })).toBeUndefined();
    expect(asked({ points: 0 })).toBeUndefined();
    expect(asked({ points: 11 })).toEqual([{ pointer: '/marks/fund', reason: 'scoreAboveMaximum' }]);
  });

  test.each([[undefined], [-1], [1.5]])('%s is no number of points', (points) => {
    expect(asked({ points })).toEqual([{ pointer: '/marks/fund', reason: 'notAnInteger' }]);
  });

  test('an item that nobody allowed points', () => {
    const scope = { input: { marks: { other: { points: 1 } } }, self: { limits: { fund: 10 } } };
    expect(rejectionBy('marksWithin@1', { marks: 'input.marks', limits: 'self.limits' }, { scope })?.problems).toEqual([
      { pointer: '/marks/other', reason: 'itemUnknown' },
    ]);
  });

  test('explained: less than the most says why', () => {
    expect(asked({ points: 9 }, { explained: true })).toEqual([
      { pointer: '/marks/fund/reason', reason: 'reasonMissing' },
    ]);
    expect(asked({ points: 9, reason: ' ' }, { explained: true })).toHaveLength(1);
    expect(asked({ points: 9, reason: 'no receipts' }, { explained: true })).toBeUndefined();
    expect(asked({ points: 10 }, { explained: true })).toBeUndefined();
  });
});
