import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('holds', () => {
  const asked = (count: number) =>
    reasonBy(
      'holds@1',
      { if: { path: 'self.count', atLeast: 2 }, reason: 'notComplete' },
      { scope: { self: { count } } },
    );

  test('refuses with the reason that the definition names where the condition does not hold', () => {
    expect(asked(2)).toBeUndefined();
    expect(asked(1)).toBe('notComplete');
  });

  test('takes no reason that is not a rejection', () => {
    expect(() => reasonBy('holds@1', { if: { present: 'self.count' }, reason: 'because' }, {})).toThrow(
      'Invalid option',
    );
  });
});
