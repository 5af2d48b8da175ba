import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('setting given', () => {
  const asked = (settings: object | undefined) =>
    rejectionBy('settingGiven@1', { setting: 'combine' }, { cycle: settings ? { settings } : {} });

  test('on the record, also where it says no', () => {
    expect(asked({ combine: 'mean' })).toBeUndefined();
    expect(asked({ combine: false })).toBeUndefined();
  });

  test('unset', () => {
    expect(asked({ other: 'mean' })).toMatchObject({ reason: 'settingUnset', params: { setting: 'combine' } });
    expect(asked(undefined)?.reason).toBe('settingUnset');
  });
});
