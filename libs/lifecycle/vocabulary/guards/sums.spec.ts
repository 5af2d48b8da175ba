import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('sums', () => {
  const scope = { input: { one: { a: 60, b: 25 }, other: { c: 5, d: 10 }, wanted: 85 } };
  const asked = (parameters: object) => rejectionBy('sums@1', parameters, { scope });

  test('exactly so much, as a number or at a path', () => {
    expect(asked({ of: 'input.one', equals: 85 })).toBeUndefined();
    expect(asked({ of: 'input.one', equals: 'input.wanted' })).toBeUndefined();
    expect(asked({ of: 'input.one', equals: 84 })).toMatchObject({
      reason: 'sumDoesNotHold',
      params: { found: 85, wanted: 84 },
    });
    expect(asked({ of: 'input.one', equals: 86 })?.reason).toBe('sumDoesNotHold');
    expect(asked({ of: 'input.other', equals: 'input.wanted' })?.reason).toBe('sumDoesNotHold');
  });

  test('at most, over several paths', () => {
    expect(asked({ of: ['input.one', 'input.other'], atMost: 100 })).toBeUndefined();
    expect(asked({ of: ['input.one', 'input.other'], atMost: 99 })?.params).toEqual({ found: 100, wanted: 99 });
  });
});
