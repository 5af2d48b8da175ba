import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('quota known', () => {
  const asked = (quota: string) =>
    reasonBy(
      'quotaKnown@1',
      { quota: 'input.quota' },
      {
        scope: { input: { quota } },
        primary: { rules: 'hash' },
        published: { hash: { quotas: { places: {} } } },
      },
    );

  test('a quota of the edition, and no other', () => {
    expect(asked('places')).toBeUndefined();
    expect(asked('seats')).toBe('settingUnknown');
    expect(asked('constructor')).toBe('settingUnknown');
  });
});
