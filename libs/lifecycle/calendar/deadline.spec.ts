import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { CHINA_2023_TO_2026 } from './china-holidays.js';
import { CalendarYearMissing, calendarHash } from './calendar.js';
import {
  type Deadline,
  DeadlineDateMissing,
  deadlineSchema,
  isLate,
  localDate,
  resolveDeadline,
  resolveInstant,
  zoneSchema,
} from './deadline.js';

const CHINA = 'Asia/Shanghai';
const given = (dates: Record<string, string>) => ({ dates, calendar: CHINA_2023_TO_2026, zone: CHINA });

describe('the first instant that is late', () => {
  test.each([
    ['2024-04-15', '24:00', CHINA, '2024-04-15T16:00:00.000Z'],
    ['2024-07-31', '24:00', CHINA, '2024-07-31T16:00:00.000Z'],
    ['2024-04-15', '17:30', CHINA, '2024-04-15T09:30:00.000Z'],
    ['2024-04-15', '00:00', CHINA, '2024-04-14T16:00:00.000Z'],
    ['2024-12-31', '24:00', CHINA, '2024-12-31T16:00:00.000Z'],
    ['2024-02-28', '24:00', CHINA, '2024-02-28T16:00:00.000Z'],
    // China had summer time until 1991.
    ['1988-07-01', '24:00', CHINA, '1988-07-01T15:00:00.000Z'],
    // Berlin puts clocks forward on 31 March 2024 at 2:00 and back on 27 October at 3:00.
    ['2024-03-30', '24:00', 'Europe/Berlin', '2024-03-30T23:00:00.000Z'],
    ['2024-03-31', '24:00', 'Europe/Berlin', '2024-03-31T22:00:00.000Z'],
    ['2024-03-31', '02:30', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'], // does not come: 3:30
    ['2024-10-27', '02:30', 'Europe/Berlin', '2024-10-27T01:30:00.000Z'], // comes twice: the second
    ['2024-10-27', '24:00', 'Europe/Berlin', '2024-10-27T23:00:00.000Z'],
    // São Paulo had no midnight on 4 November 2018: the day began at 1:00; and 23:00 came twice on 17 February.
    ['2018-11-03', '24:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2018-02-17', '24:00', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(resolveInstant({ date, time, zone })).toBe(instant);
  });

  test.each([
    ['2024-02-30', '24:00', CHINA],
    ['2024-04-15', '24:01', CHINA],
    ['2024-04-15', '9:00', CHINA],
    ['2024-04-15', '24:00', '+08:00'],
    ['2024-04-15', '24:00', 'Asia/Atlantis'],
  ])('%s %s in %s is refused', (date, time, zone) => {
    expect(() => resolveInstant({ date, time, zone })).toThrow(z.ZodError);
  });

  test('zones are those of the IANA database', () => {
    expect(zoneSchema.safeParse(CHINA).success).toBe(true);
    expect(zoneSchema.safeParse('').success).toBe(false);
  });
});

describe('a deadline', () => {
  test('on a date keeps date, time, zone and instant', () => {
    expect(resolveDeadline({ date: '2024-04-15', time: '24:00' }, given({}))).toStrictEqual({
      date: '2024-04-15',
      time: '24:00',
      zone: CHINA,
      lateFrom: '2024-04-15T16:00:00.000Z',
    });
  });

  test.each<[string, number, string]>([
    ['2024-03-15', 3, '2024-06-15'],
    ['2024-11-30', 3, '2025-02-28'],
    ['2023-11-30', 3, '2024-02-29'],
    ['2024-05-31', 1, '2024-06-30'],
    ['2024-03-31', -1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('counts months from %s: %i lead to %s', (electedOn, months, date) => {
    expect(resolveDeadline({ after: 'electedOn', months, time: '24:00' }, given({ electedOn }))).toMatchObject({
      date,
    });
  });

  test.each<[Deadline, string]>([
    [{ after: 'dueOn', days: 10, time: '24:00' }, '2024-04-25'],
    [{ after: 'dueOn', days: -15, time: '12:00' }, '2024-03-31'],
    [{ after: 'dueOn', days: 0, time: '24:00' }, '2024-04-15'],
  ])('counts days: %j is %s', (deadline, date) => {
    expect(resolveDeadline(deadline, given({ dueOn: '2024-04-15' }))).toMatchObject({ date });
  });

  test('in working days names the calendar that counted', () => {
    const deadline = { after: 'dueOn', workingDays: -6, time: '24:00' };
    expect(resolveDeadline(deadline, given({ dueOn: '2024-04-15' }))).toStrictEqual({
      date: '2024-04-07',
      time: '24:00',
      zone: CHINA,
      lateFrom: '2024-04-07T16:00:00.000Z',
      calendar: calendarHash(CHINA_2023_TO_2026),
    });
  });

  test('is never guessed', () => {
    const time = '24:00';
    expect(() => resolveDeadline({ after: 'electedOn', months: 3, time }, given({}))).toThrow(DeadlineDateMissing);
    expect(() => resolveDeadline({ after: 'constructor', months: 3, time }, given({}))).toThrow(DeadlineDateMissing);
    expect(() => resolveDeadline({ after: 'a', workingDays: 5, time }, given({ a: '2026-12-30' }))).toThrow(
      CalendarYearMissing,
    );
    expect(() => resolveDeadline({ after: 'a', time }, given({ a: '2026-12-30' }))).toThrow(RangeError);
    expect(() => resolveDeadline({ after: 'a', days: 1, months: 1, time }, given({ a: '2026-12-30' }))).toThrow(
      RangeError,
    );
  });

  test.each<[unknown, boolean]>([
    [{ date: '2024-04-15', time: '24:00' }, true],
    [{ after: 'electedOn', months: 3, time: '24:00' }, true],
    [{ after: 'electedOn', workingDays: 2500, time: '00:00' }, true],
    [{ date: '2024-04-31', time: '24:00' }, false],
    [{ date: '2024-04-15' }, false],
    [{ after: 'electedOn', months: 3, days: 1, time: '24:00' }, false],
    [{ after: 'electedOn', months: 0.5, time: '24:00' }, false],
    [{ after: 'electedOn', workingDays: 2501, time: '24:00' }, false],
  ])('%j as a value: %p', (value, sound) => {
    expect(deadlineSchema.safeParse(value).success).toBe(sound);
  });
});

describe('lateness', () => {
  const lateFrom = resolveInstant({ date: '2024-04-15', time: '24:00', zone: CHINA });

  test.each([
    ['2024-04-15T23:59:59+08:00', false],
    ['2024-04-15T23:59:59.999+08:00', false],
    ['2024-04-16T00:00:00+08:00', true],
    ['2024-04-15T15:59:59.999Z', false],
    ['2024-04-15T16:00:00.000Z', true],
  ])('submitted at %s: %p', (instant, late) => {
    expect(isLate({ instant }, lateFrom, CHINA)).toBe(late);
  });

  test.each([
    ['2024-04-15', false], // whenever it is entered
    ['2024-04-16', true],
  ])('paper received on %s: %p', (date, late) => {
    expect(isLate({ date }, lateFrom, CHINA)).toBe(late);
  });

  test('paper that came on a day whose deadline is at noon is in time: its hour is not known', () => {
    const noon = resolveInstant({ date: '2024-04-15', time: '12:00', zone: CHINA });
    expect(isLate({ date: '2024-04-15' }, noon, CHINA)).toBe(false);
    expect(isLate({ date: '2024-04-16' }, noon, CHINA)).toBe(true);
  });

  test('the day of paper begins in the zone, also where it has no midnight', () => {
    const due = resolveInstant({ date: '2018-11-03', time: '24:00', zone: 'America/Sao_Paulo' });
    expect(isLate({ date: '2018-11-04' }, due, 'America/Sao_Paulo')).toBe(true);
    expect(isLate({ date: '2018-11-03' }, due, 'America/Sao_Paulo')).toBe(false);
  });

  test('what is no date or instant is refused', () => {
    expect(() => isLate({ date: '15 April' }, lateFrom, CHINA)).toThrow(z.ZodError);
    expect(() => isLate({ instant: '2024-04-15T12:00:00' }, lateFrom, CHINA)).toThrow(RangeError);
  });

  test('today is the date on the wall in the zone', () => {
    expect(localDate('2024-04-15T15:59:59.999Z', CHINA)).toBe('2024-04-15');
    expect(localDate('2024-04-15T16:00:00.000Z', CHINA)).toBe('2024-04-16');
  });
});
