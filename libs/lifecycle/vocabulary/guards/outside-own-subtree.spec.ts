import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('outside own subtree', () => {
  const streams = {
    'unit-r.city': {},
    'unit-r.north': { parent: 'city' },
    'unit-r.street': { parent: 'north' },
  };
  const moved = (unit: string, parent: string) =>
    reasonBy(
      'outsideOwnSubtree@1',
      { unit: 'key.unit', parent: 'input.parent' },
      {
        scope: { key: { unit }, input: { parent } },
        streams,
      },
    );

  test('a unit goes below another', () => {
    expect(moved('street', 'city')).toBeUndefined();
  });

  test('never below itself, near or far', () => {
    expect(moved('north', 'north')).toBe('wrongUnit');
    expect(moved('north', 'street')).toBe('wrongUnit');
    expect(moved('city', 'street')).toBe('wrongUnit');
  });
});
