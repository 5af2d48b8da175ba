import { describe, expect, test } from '@jest/globals';
import { LATE_FROM, owing } from '../../../../tests/vocabulary/owing.js';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('owes', () => {
  const parameters = { deadline: 'input.deadline', lateFrom: 'input.lateFrom' };
  const asked = (input: object, stage?: 'kindling' | 'shown') =>
    reasonBy('owes@1', parameters, owing({ scope: { input } }, stage));

  test('what the subject owes in the stage it stands in', () => {
    expect(asked({ deadline: 'showingDue' })).toBeUndefined();
    expect(asked({ deadline: 'showingDue', lateFrom: LATE_FROM })).toBeUndefined();
  });

  test('another deadline, one it has left behind, and a date that was moved meanwhile', () => {
    expect(asked({ deadline: 'judgingDue' })).toBe('nothingOwed');
    expect(asked({ deadline: 'showingDue' }, 'shown')).toBe('nothingOwed');
    expect(asked({ deadline: 'showingDue', lateFrom: '2024-04-16T16:00:00.000Z' })).toBe('nothingOwed');
  });

  test('a subject that is not there', () => {
    const given = { ...owing({ scope: { input: { deadline: 'showingDue' } } }), stream: 'watch-r.lantern.2024.h2' };
    expect(reasonBy('owes@1', parameters, given)).toBe('notFound');
  });
});
