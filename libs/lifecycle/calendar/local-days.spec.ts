import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localDate, resolveInstant } from './deadline.js';
import { addDays, dateAt, instantOn } from './local-days.js';

/** Samoa left out 30 December 2011; Lord Howe moves by half an hour, São Paulo moved at midnight, Casablanca for Ramadan. */
const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

const zones = fc.constantFrom(...ZONES);
const instants = fc.date({ min: new Date('2008-01-01'), max: new Date('2032-12-31'), noInvalidDate: true });
const minutes = fc.integer({ min: 0, max: 1439 });

describe('the same as deadlines are resolved by', () => {
  test('the date at an instant', () => {
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        expect(dateAt(instant.getTime(), zone)).toBe(localDate(instant.toISOString(), zone));
      }),
      { numRuns: 500 },
    );
  });

  test('the instant of a local time', () => {
    fc.assert(
      fc.property(zones, instants, minutes, (zone, day, minute) => {
        const date = day.toISOString().slice(0, 10);
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        expect(instantOn(date, time, zone)).toBe(resolveInstant({ date, time, zone }));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['Europe/Berlin', '2024-03-31', '02:30', '2024-03-31T01:30:00.000Z'],
    ['Europe/Berlin', '2024-10-27', '02:30', '2024-10-27T01:30:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04', '00:15', '2018-11-04T03:15:00.000Z'],
    ['Australia/Lord_Howe', '2024-10-06', '02:15', '2024-10-05T15:45:00.000Z'],
    ['Asia/Shanghai', '2024-04-15', '09:00', '2024-04-15T01:00:00.000Z'],
  ])('in %s on %s at %s', (zone, date, time, instant) => {
    expect(instantOn(date, time, zone)).toBe(instant);
  });
});

test('days are counted over the ends of months and leap years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(addDays('2025-01-01', -366)).toBe('2024-01-01');
});
