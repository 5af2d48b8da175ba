import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('holds standing', () => {
  const asked = (standings: object) =>
    reasonBy('holdsStanding@1', { home: 'home', standing: 'growth' }, { aliases: { home: { standings } } });

  test('a home in the register', () => {
    expect(asked({ growth: '2020-06-28' })).toBeUndefined();
  });

  test('a home that is in none, and one that is in another', () => {
    expect(asked({})).toBe('notInRegister');
    expect(asked({ advanced: '2024-09-02' })).toBe('notInRegister');
  });
});
