import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('deadline known', () => {
  const deadlines = {
    roster: { date: '2024-04-15', time: '24:00' },
    window: { open: true },
    term: { after: 'electedOn', months: 3, time: '24:00' },
  };
  const asked = (deadline: string, time = '24:00') =>
    reasonBy(
      'deadlineKnown@1',
      { deadline: 'input.deadline', time: 'input.time' },
      {
        scope: { input: { deadline, time } },
        primary: { rules: 'hash' },
        published: { hash: { deadlines } },
      },
    );

  test('one that names a day, or that was left open', () => {
    expect(asked('roster')).toBeUndefined();
    expect(asked('window', '09:30')).toBeUndefined();
  });

  test('one that counts from a date, or that is not there', () => {
    expect(asked('term')).toBe('deadlineUnknown');
    expect(asked('plan')).toBe('deadlineUnknown');
  });

  test.each(['24:01', '9:30', '12:60', ''])('%j is no time of day', (time) => {
    expect(asked('roster', time)).toBe('malformed');
  });
});
