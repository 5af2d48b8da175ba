/** When somebody is told: by hand for the notice's own dates, and as properties in zones where clocks jump. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { resolveInstant } from '../../libs/lifecycle/calendar/deadline.js';
import { stepsOf } from '../../libs/lifecycle/obligations/schedule.js';
import { cycleWith, owing } from './standing.js';

const CHINA = 'Asia/Shanghai';
const NINE = '09:00';

const stepsFor = (lateFrom: string, given: Parameters<typeof cycleWith>[0], zone = CHINA) =>
  stepsOf(cycleWith(given), owing(lateFrom), zone).map(({ step, at }) => [step, at]);

const instant = (local: string): string => new Date(local).toISOString();

test('14, 7, 3, 1 days before 15 April 2024 and on the day itself, at nine in Shanghai', () => {
  const before = { '14': NINE, '7': NINE, '3': NINE, '1': NINE, '0': NINE };
  expect(stepsFor(instant('2024-04-16T00:00:00+08:00'), { before })).toEqual([
    ['before-14', instant('2024-04-01T09:00:00+08:00')],
    ['before-7', instant('2024-04-08T09:00:00+08:00')],
    ['before-3', instant('2024-04-12T09:00:00+08:00')],
    ['before-1', instant('2024-04-14T09:00:00+08:00')],
    ['before-0', instant('2024-04-15T09:00:00+08:00')],
  ]);
});

test('days after the day named, and whom an escalation goes to; a reminder stands before it at one instant', () => {
  const given = {
    overdue: { '1': NINE, '30': '16:30' },
    escalateAt: { '1': NINE },
    escalateTo: { '1': 'office' },
  };
  expect(stepsOf(cycleWith(given), owing(instant('2024-08-01T00:00:00+08:00')), CHINA)).toEqual([
    { step: 'overdue-1', kind: 'overdue', days: 1, at: instant('2024-08-01T09:00:00+08:00') },
    { step: 'escalation-1', kind: 'escalation', days: 1, at: instant('2024-08-01T09:00:00+08:00'), role: 'office' },
    { step: 'overdue-30', kind: 'overdue', days: 30, at: instant('2024-08-30T16:30:00+08:00') },
  ]);
});

test('what is due at a time of day names that day: nothing is a reminder before it that comes after it', () => {
  const before = { '0': '18:00', '1': '18:00' };
  const overdue = { '1': '00:00' };
  expect(stepsFor(instant('2024-04-15T18:00:00+08:00'), { before, overdue })).toEqual([
    ['before-1', instant('2024-04-14T18:00:00+08:00')],
    ['overdue-1', instant('2024-04-16T00:00:00+08:00')],
  ]);
});

test('across the end of a month, of February in a leap year, of a year', () => {
  const before = { '1': NINE };
  const day = (lateFrom: string) => stepsFor(instant(lateFrom), { before })[0]?.[1];
  expect(day('2024-03-02T00:00:00+08:00')).toBe(instant('2024-02-29T09:00:00+08:00'));
  expect(day('2025-03-02T00:00:00+08:00')).toBe(instant('2025-02-28T09:00:00+08:00'));
  expect(day('2025-01-02T00:00:00+08:00')).toBe(instant('2024-12-31T09:00:00+08:00'));
});

test('in Berlin nine stays nine when clocks are put forward on 31 March 2024', () => {
  const before = { '1': NINE, '0': NINE };
  expect(stepsFor(instant('2024-04-01T00:00:00+02:00'), { before }, 'Europe/Berlin')).toEqual([
    ['before-1', instant('2024-03-30T09:00:00+01:00')],
    ['before-0', instant('2024-03-31T09:00:00+02:00')],
  ]);
});

test('a cycle that was given none reminds of nothing', () => {
  expect(stepsFor(instant('2024-04-16T00:00:00+08:00'), {})).toEqual([]);
});

describe('in any zone', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Africa/Casablanca'];
  const days = fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 6 });
  const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
  const clock = ([hour, minute]: readonly [number, number]): string =>
    `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const date = fc.date({ min: new Date('2010-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });

  test('each step falls on its local day and time, in order of time, and reminders before the date before it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), date, days, days, times, (zone, day, before, overdue, time) => {
        const named = day.toISOString().slice(0, 10);
        const lateFrom = resolveInstant({ date: named, time: '24:00', zone });
        const table = (list: readonly number[]) => Object.fromEntries(list.map((each) => [String(each), clock(time)]));
        const given = { before: table(before), overdue: table(overdue) };
        const steps = stepsOf(cycleWith(given), owing(lateFrom), zone);
        expect(steps).toHaveLength(new Set(before).size + new Set(overdue).size);
        expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted());
        for (const { kind, days: count, at } of steps) {
          expect(at < lateFrom).toBe(kind === 'before');
          const wanted = Temporal.PlainDate.from(named).add({ days: kind === 'before' ? -count : count });
          const there = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime();
          const local = wanted.toPlainDateTime({ hour: time[0], minute: time[1] });
          // A time that the day doesn't have is as much later as clocks jump: less than two hours.
          const jumped = Math.abs(local.until(there).total('minutes'));
          expect(jumped === 0 || !exists(local, zone)).toBe(true);
          expect(jumped).toBeLessThan(120);
        }
      }),
      { numRuns: 300 },
    );
  });

  function exists(local: Temporal.PlainDateTime, zone: string): boolean {
    return local.toZonedDateTime(zone).toPlainDateTime().equals(local);
  }
});
