import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('each once', () => {
  const named = (first: string[], second: string[]) =>
    reasonBy(
      'eachOnce@1',
      { of: 'self.all', lists: ['input.first', 'input.second'] },
      {
        scope: { self: { all: ['ash', 'birch'] }, input: { first, second } },
      },
    );

  test('all in one list or spread over both', () => {
    expect(named(['ash', 'birch'], [])).toBeUndefined();
    expect(named(['birch'], ['ash'])).toBeUndefined();
  });

  test('one left out, one named twice, one who does not belong', () => {
    expect(named(['ash'], [])).toBe('notComplete');
    expect(named(['ash', 'birch'], ['ash'])).toBe('notComplete');
    expect(named(['ash', 'birch'], ['oak'])).toBe('notComplete');
  });
});
