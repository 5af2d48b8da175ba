import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { CHINA_2023_TO_2026 as china } from './china-holidays.js';
import {
  addWorkingDays,
  calendarHash,
  calendarSchema,
  CalendarYearMissing,
  dayKind,
  holidayName,
  isWorkday,
  loadCalendar,
} from './calendar.js';

const plain = () => loadCalendar(JSON.parse(JSON.stringify(china)));

describe('days of the calendar', () => {
  test.each([
    ['2024-04-03', 'workday'],
    ['2024-04-04', 'holiday'], // Qingming, Thursday to Saturday
    ['2024-04-05', 'holiday'],
    ['2024-04-06', 'holiday'],
    ['2024-04-07', 'makeUpWorkday'], // Sunday
    ['2024-04-14', 'weekend'],
    ['2023-01-28', 'makeUpWorkday'],
    ['2025-10-06', 'holiday'],
    ['2026-02-14', 'makeUpWorkday'],
    ['2026-02-23', 'holiday'],
    ['2026-10-08', 'workday'],
  ])('%s is a %s', (date, kind) => {
    expect(dayKind(china, date)).toBe(kind);
    expect(isWorkday(china, date)).toBe(kind === 'workday' || kind === 'makeUpWorkday');
  });

  // Mondays to Fridays, less holidays on them, plus make-up workdays, counted by hand from the notices:
  // 260 - 18 + 7, 262 - 19 + 8, 261 - 18 + 5, 261 - 19 + 6.
  test.each([
    ['2023', 249],
    ['2024', 251],
    ['2025', 248],
    ['2026', 248],
  ])('%s has %i working days', (year, days) => {
    const last = `${year}-12-31`;
    let count = 0;
    for (let day = new Date(`${year}-01-01T00:00:00Z`); day.toISOString().slice(0, 10) <= last;) {
      if (isWorkday(china, day.toISOString().slice(0, 10))) count += 1;
      day = new Date(day.getTime() + 86_400_000);
    }
    expect(count).toBe(days);
  });

  test('a holiday has its name as a key', () => {
    expect(holidayName(china, '2024-02-10')).toBe('springFestival');
    expect(holidayName(china, '2025-10-06')).toBe('midAutumn');
    expect(holidayName(china, '2024-04-07')).toBeUndefined();
  });

  test('what is no date is refused', () => {
    for (const wrong of ['2024-02-30', '20240415', '2024-4-5', '0024-04-05', '']) {
      expect(() => dayKind(china, wrong)).toThrow(z.ZodError);
      expect(() => addWorkingDays(china, wrong, 0)).toThrow(z.ZodError);
    }
  });
});

describe('working days', () => {
  test.each([
    ['2024-04-15', -6, '2024-04-07'], // the make-up Sunday
    ['2024-04-15', -10, '2024-03-29'],
    ['2024-04-15', 0, '2024-04-15'],
    ['2024-04-03', 1, '2024-04-07'], // over the three days of Qingming
    ['2024-04-04', -1, '2024-04-03'], // from a holiday
    ['2024-12-31', 1, '2025-01-02'],
    ['2026-02-13', 1, '2026-02-14'], // a make-up Saturday
    ['2026-02-14', 1, '2026-02-24'],
  ])('%s and %i working days is %s', (date, n, expected) => {
    expect(addWorkingDays(china, date, n)).toBe(expected);
  });

  test('a year without data is refused, not guessed', () => {
    expect(() => dayKind(china, '2027-03-01')).toThrow(CalendarYearMissing);
    expect(() => dayKind(china, '2022-12-31')).toThrow(CalendarYearMissing);
    expect(() => addWorkingDays(china, '2026-12-31', 1)).toThrow(/2027/);
    expect(() => addWorkingDays(china, '2023-01-03', -1)).toThrow(CalendarYearMissing);
    // The start day is not counted, so a start in an unknown year asks nothing of it.
    expect(addWorkingDays(china, '2027-01-01', -1)).toBe('2026-12-31');
  });

  test('half days and endless reaches are refused', () => {
    for (const n of [0.5, Number.NaN, 2_501, -2_501]) {
      expect(() => addWorkingDays(china, '2024-04-15', n)).toThrow(RangeError);
    }
  });

  test('n forth and n back comes home to a working day', () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((n) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
      .filter((date) => isWorkday(china, date));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 200 }), (date, n) => {
        const there = addWorkingDays(china, date, n);
        expect(isWorkday(china, there)).toBe(true);
        expect(addWorkingDays(china, there, -n)).toBe(date);
        // Two legs are one way.
        expect(addWorkingDays(china, addWorkingDays(china, date, n), 3)).toBe(addWorkingDays(china, date, n + 3));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the calendar as a value', () => {
  test('is its own JSON round trip and passes its schema', () => {
    expect(loadCalendar(JSON.parse(JSON.stringify(china)))).toStrictEqual(china);
  });

  test('its hash is that of its canonical JSON and changes with one day', () => {
    expect(calendarHash(china)).toMatch(/^[0-9a-f]{64}$/);
    const other = plain();
    other.years['2024']?.makeUpWorkdays.pop();
    expect(calendarHash(other)).not.toBe(calendarHash(china));
    const reordered = { years: plain().years, version: china.version };
    expect(calendarHash(reordered)).toBe(calendarHash(china));
  });

  test.each<[string, (calendar: ReturnType<typeof plain>) => void, (string | number)[]]>([
    ['an empty year', (c) => (c.years['2027'] = { holidays: [], makeUpWorkdays: [] }), ['years', '2027', 'holidays']],
    [
      'a make-up workday on a Monday',
      (c) => c.years['2024']?.makeUpWorkdays.push('2024-04-15'),
      ['years', '2024', 'makeUpWorkdays', 8],
    ],
    [
      'a day of another year',
      (c) => c.years['2024']?.makeUpWorkdays.push('2025-01-04'),
      ['years', '2024', 'makeUpWorkdays', 8],
    ],
    [
      'a day that is holiday and make-up workday',
      (c) => c.years['2024']?.makeUpWorkdays.push('2024-04-06'),
      ['years', '2024', 'makeUpWorkdays', 8],
    ],
    [
      'a day that does not exist',
      (c) => c.years['2023']?.makeUpWorkdays.push('2023-02-29'),
      ['years', '2023', 'makeUpWorkdays', 7],
    ],
  ])('%s is refused, and told where', (_, spoil, path) => {
    const calendar = plain();
    spoil(calendar);
    const result = calendarSchema.safeParse(calendar);
    expect(result.error?.issues.map((issue) => issue.path)).toContainEqual(path);
  });
});
