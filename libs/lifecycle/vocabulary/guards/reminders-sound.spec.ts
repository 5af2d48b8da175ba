import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('reminders sound', () => {
  const asked = (...rows: object[]) =>
    rejectionBy(
      'remindersSound@1',
      { tables: ['input.escalation'] },
      {
        scope: { input: { escalation: rows } },
        primary: { rules: 'hash' },
        published: { hash: { roles: { leader: 'role.leader' } } },
      },
    )?.problems;

  test('times of day, and roles of the edition or of the platform', () => {
    expect(
      asked({ days: 3, time: '09:00', role: 'leader' }, { days: 7, time: '23:59', role: 'operator' }),
    ).toBeUndefined();
    expect(asked()).toBeUndefined();
  });

  test.each(['24:00', '9:00', '12:60'])('%s is no time of day', (time) => {
    expect(asked({ days: 3, time })).toEqual([{ pointer: '/escalation/0/time', reason: 'malformed' }]);
  });

  test('a day twice, and a role that nobody knows', () => {
    const [first, second] = [
      { days: 3, time: '09:00', role: 'leader' },
      { days: 3, time: '10:00', role: 'mayor' },
    ];
    expect(asked(first, second)).toEqual([
      { pointer: '/escalation/1/days', reason: 'nameTwice' },
      { pointer: '/escalation/1/role', reason: 'roleUnknown', params: { role: 'mayor' } },
    ]);
  });
});
