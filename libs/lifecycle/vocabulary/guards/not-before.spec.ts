import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('not before', () => {
  const asked = (at: string) =>
    reasonBy('notBefore@1', { instant: 'input.due' }, { scope: { input: { due: '2024-04-15T16:00:00.000Z' } }, at });

  test('from the instant on, and not a millisecond before', () => {
    expect(asked('2024-04-15T16:00:00.000Z')).toBeUndefined();
    expect(asked('2024-04-15T15:59:59.999Z')).toBe('conditionNotMet');
  });
});
