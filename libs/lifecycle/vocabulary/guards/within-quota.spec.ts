import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('within quota', () => {
  const parameters = { quota: 'places', unit: 'key.unit', counted: 'self.taken' };
  const definition = { quotas: { places: { to: 'apply', strength: 'hard', table: { north: 3 } } } };
  const asked = (taken: string[] | number, cycle: object, rules: object = definition, unit = 'north') =>
    rejectionBy('withinQuota@1', parameters, {
      scope: { key: { unit }, self: { taken } },
      cycle: { quotas: cycle },
      definition: rules,
    });

  test('one more fits as long as a place is left, counted as members or as a number', () => {
    const quotas = { 'places/north': 3 };
    expect(asked(['a', 'b'], quotas)).toBeUndefined();
    expect(asked(2, quotas)).toBeUndefined();
    expect(asked(['a', 'b', 'c'], quotas)).toMatchObject({
      reason: 'quotaExceeded',
      params: { quota: 'places', unit: 'north', places: 3, count: 3 },
    });
    expect(asked(3, quotas)?.reason).toBe('quotaExceeded');
  });

  test('a unit that the table leaves out has no places', () => {
    expect(asked([], { 'places/north': 3 }, definition, 'south')?.reason).toBe('quotaExceeded');
  });

  test('a soft quota, and one with neither table nor number, limit nobody', () => {
    const soft = { quotas: { places: { to: 'apply', strength: 'soft', table: { north: 3 } } } };
    expect(asked(9, { 'places/north': 3 }, soft)).toBeUndefined();
    expect(asked(9, {}, { quotas: { places: { to: 'apply', strength: 'hard' } } })).toBeUndefined();
  });

  test('several at once: as many as there are places, and not one more', () => {
    const added = (taken: string[], more: string[]) =>
      rejectionBy(
        'withinQuota@1',
        { ...parameters, adding: 'input.more' },
        {
          scope: { key: { unit: 'north' }, self: { taken }, input: { more } },
          cycle: { quotas: { 'places/north': 3 } },
          definition: { quotas: { places: { to: 'award', strength: 'hard' } } },
        },
      )?.reason;
    expect(added([], ['a', 'b', 'c'])).toBeUndefined();
    expect(added(['a'], ['b', 'c'])).toBeUndefined();
    expect(added(['a'], ['b', 'c', 'd'])).toBe('quotaExceeded');
    expect(added(['a', 'b', 'c'], [])).toBeUndefined();
  });
});
