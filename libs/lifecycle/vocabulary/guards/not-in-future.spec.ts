import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('not in future', () => {
  // A quarter to midnight in Shanghai is still the eighth; at midnight it is the ninth.
  const asked = (date: string, at: string) =>
    rejectionBy('notInFuture@1', { date: 'input.date' }, { scope: { input: { date } }, at });

  test('today and before, by the zone of the programme', () => {
    expect(asked('2024-04-08', '2024-04-08T15:45:00.000Z')).toBeUndefined();
    expect(asked('2024-04-09', '2024-04-08T16:00:00.000Z')).toBeUndefined();
  });

  test('tomorrow', () => {
    expect(asked('2024-04-09', '2024-04-08T15:45:00.000Z')).toMatchObject({
      reason: 'dateInFuture',
      params: { date: '2024-04-09', today: '2024-04-08' },
    });
  });
});
