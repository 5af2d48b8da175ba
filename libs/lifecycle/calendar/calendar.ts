import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { canonicalHash } from '../../engine/canonical/digest.js';

/** Years outside these are typing errors, not dates of a programme. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;
/** About ten years of working days: a longer reach is a mistake. */
const MOST_WORKING_DAYS = 2_500;

/** A date on paper, `YYYY-MM-DD`, without zone, from 1900 to 2999. */
export const localDateSchema = z.iso.date().refine((date) => {
  const year = Number(date.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}, `a year from ${FIRST_YEAR} to ${LAST_YEAR}`);

const yearSchema = z.strictObject({
  // Never empty: a year whose notice has not come must be absent, so that nobody takes it for plain workdays.
  holidays: z
    .array(z.strictObject({ date: localDateSchema, name: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/) }))
    .min(1)
    .max(120),
  makeUpWorkdays: z.array(localDateSchema).max(60),
});

/**
 * Public holidays and make-up workdays (a weekend day worked in exchange for a holiday), by year. Holiday names are
 * keys of texts. Each date stands in its own year, once; a make-up workday falls on a weekend.
 */
export const calendarSchema = z
  .strictObject({
    version: z.string().regex(/^[a-z0-9][a-z0-9.@-]{0,63}$/),
    years: z.record(z.string().regex(/^[12]\d{3}$/), yearSchema).refine((years) => Object.keys(years).length <= 200),
  })
  .check((context) => {
    for (const [year, { holidays, makeUpWorkdays }] of Object.entries(context.value.years)) {
      const seen = new Set<string>();
      const report = (path: (string | number)[], message: string) =>
        context.issues.push({ code: 'custom', message, path: ['years', year, ...path], input: context.value });
      const place = (date: string, path: (string | number)[]) => {
        if (!date.startsWith(`${year}-`)) report(path, 'a date of another year');
        if (seen.has(date)) report(path, 'a date that stands twice');
        seen.add(date);
      };
      holidays.forEach(({ date }, index) => place(date, ['holidays', index, 'date']));
      makeUpWorkdays.forEach((date, index) => {
        place(date, ['makeUpWorkdays', index]);
        // A date that is none has its own issue already, and no day of the week.
        const real = localDateSchema.safeParse(date).success;
        if (real && !onWeekend(date)) report(['makeUpWorkdays', index], 'a make-up workday that is no weekend day');
      });
    }
  });

export type Calendar = z.infer<typeof calendarSchema>;
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeUpWorkday';

/** The calendar says nothing about this year. Load its data; nothing is guessed. */
export class CalendarYearMissing extends Error {
  constructor(
    readonly year: string,
    readonly version: string,
  ) {
    super(`the calendar ${version} has no data for ${year}`);
  }
}

/** Reads a calendar from parsed JSON. Throws `z.ZodError`, which says where it is wrong. */
export function loadCalendar(json: unknown): Calendar {
  return calendarSchema.parse(json);
}

/** SHA-256 of the calendar's canonical JSON, in hexadecimal: what a fact's `calendar` names. */
export function calendarHash(calendar: Calendar): string {
  return canonicalHash(calendar);
}

/** What kind of day a date is. Throws {@link CalendarYearMissing}; `z.ZodError` for what is no date. */
export function dayKind(calendar: Calendar, date: string): DayKind {
  const year = localDateSchema.parse(date).slice(0, 4);
  const data = Object.hasOwn(calendar.years, year) ? calendar.years[year] : undefined;
  if (data === undefined) throw new CalendarYearMissing(year, calendar.version);
  if (data.makeUpWorkdays.includes(date)) return 'makeUpWorkday';
  if (data.holidays.some((holiday) => holiday.date === date)) return 'holiday';
  return onWeekend(date) ? 'weekend' : 'workday';
}

/** The holiday's name (a key of texts) on a date, where it is one. Throws as {@link dayKind} does. */
export function holidayName(calendar: Calendar, date: string): string | undefined {
  if (dayKind(calendar, date) !== 'holiday') return undefined;
  return calendar.years[date.slice(0, 4)]?.holidays.find((holiday) => holiday.date === date)?.name;
}

/** Whether people work on a date: plain workdays and make-up workdays. Throws as {@link dayKind} does. */
export function isWorkday(calendar: Calendar, date: string): boolean {
  const kind = dayKind(calendar, date);
  return kind === 'workday' || kind === 'makeUpWorkday';
}

/**
 * The working day `n` after a date, or before it when `n` is negative. The date itself is not counted, and may be any
 * day; 0 gives it back. Throws {@link CalendarYearMissing} when the count runs into a year without data, `RangeError`
 * beyond 2500 working days.
 */
export function addWorkingDays(calendar: Calendar, date: string, n: number): string {
  if (!Number.isSafeInteger(n) || Math.abs(n) > MOST_WORKING_DAYS) {
    throw new RangeError(`${n} working days: at most ${MOST_WORKING_DAYS}, whole ones`);
  }
  let day = Temporal.PlainDate.from(localDateSchema.parse(date));
  for (let left = Math.abs(n); left > 0;) {
    day = day.add({ days: Math.sign(n) });
    if (isWorkday(calendar, day.toString())) left -= 1;
  }
  return day.toString();
}

function onWeekend(date: string): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek >= 6;
}
