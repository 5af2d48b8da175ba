import { describe, expect, test } from '@jest/globals';
import { LATE_FROM, owing } from '../../../../tests/vocabulary/owing.js';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('step due', () => {
  const asked = (step: string, at: string, sent: Record<string, unknown> = {}) =>
    reasonBy(
      'stepDue@1',
      { deadline: 'input.deadline', step: 'input.step' },
      owing({ scope: { input: { deadline: 'showingDue', step } }, at }, 'kindling', sent),
    );

  test('seven days before, from nine in Shanghai on', () => {
    expect(asked('before-7', '2024-04-08T01:00:00.000Z')).toBeUndefined();
    expect(asked('before-7', '2024-04-08T00:59:59.999Z')).toBe('conditionNotMet');
  });

  test('a step that the cycle does not have', () => {
    expect(asked('before-6', '2024-04-10T01:00:00.000Z')).toBe('conditionNotMet');
  });

  test('one that was sent, or a later one in its place, for this date', () => {
    const late = '2024-04-16T01:00:00.000Z';
    expect(asked('before-7', late, { reminded: { showingDue: `${LATE_FROM}/before-7` } })).toBe('alreadyDone');
    expect(asked('before-7', late, { reminded: { showingDue: `${LATE_FROM}/overdue-1` } })).toBe('alreadyDone');
    expect(asked('overdue-1', late, { reminded: { showingDue: `${LATE_FROM}/before-7` } })).toBeUndefined();
    expect(asked('before-7', late, { reminded: { showingDue: '2024-04-01T16:00:00.000Z/before-7' } })).toBeUndefined();
  });

  test('an escalation goes to the role that the cycle names', () => {
    const escalated = (role: string, at: string) =>
      reasonBy(
        'stepDue@1',
        { deadline: 'input.deadline', step: 'input.step', role: 'input.role' },
        owing({ scope: { input: { deadline: 'showingDue', step: 'escalation-3', role } }, at }),
      );
    expect(escalated('keeper', '2024-04-18T01:00:00.000Z')).toBeUndefined();
    expect(escalated('keeper', '2024-04-18T00:59:59.999Z')).toBe('conditionNotMet');
    expect(escalated('clerk', '2024-04-18T01:00:00.000Z')).toBe('conditionNotMet');
    expect(asked('escalation-3', '2024-04-18T01:00:00.000Z')).toBe('conditionNotMet');
  });
});
