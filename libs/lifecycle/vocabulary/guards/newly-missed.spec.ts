import { describe, expect, test } from '@jest/globals';
import { LATE_FROM, owing } from '../../../../tests/vocabulary/owing.js';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('newly missed', () => {
  const asked = (missed: object) =>
    reasonBy(
      'newlyMissed@1',
      { deadline: 'input.deadline' },
      owing({ scope: { input: { deadline: 'showingDue' } } }, 'kindling', { missed }),
    );

  test('not on record yet, or for another date', () => {
    expect(asked({})).toBeUndefined();
    expect(asked({ showingDue: '2024-04-01T16:00:00.000Z' })).toBeUndefined();
  });

  test('on record as it stands', () => {
    expect(asked({ showingDue: LATE_FROM })).toBe('alreadyDone');
  });

  test('nothing is owed', () => {
    expect(
      reasonBy(
        'newlyMissed@1',
        { deadline: 'input.deadline' },
        owing({ scope: { input: { deadline: 'judgingDue' } } }),
      ),
    ).toBe('nothingOwed');
  });
});
