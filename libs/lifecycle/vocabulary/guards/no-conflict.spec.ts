import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('no conflict', () => {
  const asked = (conflicts: unknown, account: string) =>
    reasonBy(
      'noConflict@1',
      { conflicts: 'self.conflicts', account: 'actor.account' },
      {
        scope: { self: { conflicts }, actor: { account } },
      },
    );

  test('an account with a conflict of interest, in a set or a map', () => {
    expect(asked(['ann'], 'ann')).toBe('conflictOfInterest');
    expect(asked({ ann: 'liaises with the unit' }, 'ann')).toBe('conflictOfInterest');
  });

  test('anybody else', () => {
    expect(asked(['ann'], 'bea')).toBeUndefined();
    expect(asked(undefined, 'ann')).toBeUndefined();
  });
});
