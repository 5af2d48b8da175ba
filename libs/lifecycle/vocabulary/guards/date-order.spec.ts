import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('date order', () => {
  const asked = (earlier: unknown, later: unknown) =>
    reasonBy(
      'dateOrder@1',
      { earlier: 'input.earlier', later: 'input.later' },
      { scope: { input: { earlier, later } } },
    );

  test('the first is not after the second', () => {
    expect(asked('2024-04-08', '2024-04-09')).toBeUndefined();
    expect(asked('2024-04-08', '2024-04-08')).toBeUndefined();
    expect(asked('2024-04-09', '2024-04-08')).toBe('dateOutOfOrder');
  });

  test('one that is missing is not judged', () => {
    expect(asked(undefined, '2024-04-08')).toBeUndefined();
    expect(asked('2024-04-08', undefined)).toBeUndefined();
  });
});
