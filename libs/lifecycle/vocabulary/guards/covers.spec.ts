import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('covers', () => {
  const asked = (wanted: unknown, given: unknown) =>
    rejectionBy(
      'covers@1',
      { asked: 'self.asked', given: 'self.given' },
      { scope: { self: { asked: wanted, given } } },
    );

  test('every member that is asked for is given', () => {
    expect(asked(['a', 'b'], ['b', 'a', 'c'])).toBeUndefined();
    expect(asked({ a: 1, b: 2 }, { a: 3, b: 4 })).toBeUndefined();
    expect(asked(undefined, ['a'])).toBeUndefined();
  });

  test('those that are missing are named and counted', () => {
    expect(asked(['a', 'b', 'c'], ['b'])).toMatchObject({
      reason: 'notComplete',
      params: { missing: 'a, c', count: 2 },
    });
    expect(asked({ a: 1 }, undefined)?.params).toEqual({ missing: 'a', count: 1 });
  });
});
