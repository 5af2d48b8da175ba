import { describe, expect, test } from '@jest/globals';
import { canonicalHash } from '../../../engine/canonical/digest.js';
import { CHINA_2023_TO_2026 } from '../../calendar/china-holidays.js';
import { HASH_DIGITS } from '../../definition/published-key.js';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('calendar sound', () => {
  const calendar = CHINA_2023_TO_2026;
  const asked = (value: unknown, hash: string) =>
    rejectionBy(
      'calendarSound@1',
      { calendar: 'input.calendar', key: 'key.hash' },
      {
        scope: { input: { calendar: value }, key: { hash } },
      },
    );
  const keyOf = (value: object) => canonicalHash(value).slice(0, HASH_DIGITS);

  test('a calendar under its own hash', () => {
    expect(asked(calendar, keyOf(calendar))).toBeUndefined();
    expect(asked(calendar, 'f'.repeat(HASH_DIGITS))?.problems).toEqual([
      { pointer: '/target/key/hash', reason: 'hashDiffers' },
    ]);
  });

  test('what is no calendar', () => {
    expect(asked({ no: 'calendar' }, keyOf({ no: 'calendar' }))?.reason).toBe('calendarUnsound');
  });
});
