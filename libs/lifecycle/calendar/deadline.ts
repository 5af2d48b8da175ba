/**
 * Deadlines: a local date and time in a zone, and the instant from which something is late.
 *
 * The named day counts to its end unless the value says otherwise: `24:00` is the next day's first instant.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { INSTANT } from '../../engine/ports/event-store.js';
import { type Calendar, addWorkingDays, calendarHash, localDateSchema } from './calendar.js';
import { nameSchema } from '../language/fields.js';

const MOST_DAYS = 36_500;
const MOST_MONTHS = 1_200;
const MOST_WORKING_DAYS = 2_500;

/** `HH:MM`, or `24:00` for the end of the day. What comes at that time is late already. */
export const dueTimeSchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** A zone of the IANA database, such as `Europe/Berlin`; no bare offsets, which know no summer time. */
export const zoneSchema = z
  .string()
  .max(60)
  .regex(/^[A-Za-z]/)
  .refine(knownZone, 'a zone of the IANA database');

/**
 * When something is due: on a date, or so long after a date that has a name (`electedOn`), before it when negative.
 * Months end where they end: three months after 30 November is 28 February.
 */
export const deadlineSchema = z.union([
  z.strictObject({ date: localDateSchema, time: dueTimeSchema }),
  z.strictObject({ after: nameSchema, days: z.int().min(-MOST_DAYS).max(MOST_DAYS), time: dueTimeSchema }),
  z.strictObject({
    after: nameSchema,
    workingDays: z.int().min(-MOST_WORKING_DAYS).max(MOST_WORKING_DAYS),
    time: dueTimeSchema,
  }),
  z.strictObject({ after: nameSchema, months: z.int().min(-MOST_MONTHS).max(MOST_MONTHS), time: dueTimeSchema }),
]);

/** What {@link resolveDeadline} reads of a deadline: one that {@link deadlineSchema} takes, whatever else stands beside. */
export type Deadline =
  | { readonly date: string; readonly time: string }
  | {
      readonly after: string;
      readonly days?: number | undefined;
      readonly workingDays?: number | undefined;
      readonly months?: number | undefined;
      readonly time: string;
    };

export interface DueTime {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

/** A deadline as facts keep it. */
export interface ResolvedDeadline extends DueTime {
  /** The first instant that is late, RFC 3339 in UTC with milliseconds. */
  readonly lateFrom: string;
  /** Hash of the calendar that counted, for a deadline in working days. */
  readonly calendar?: string;
}

/** The date that a deadline counts from is not there (yet). */
export class DeadlineDateMissing extends Error {
  constructor(readonly date: string) {
    super(`no date ${date} to count from`);
  }
}

/**
 * The first instant that is late, RFC 3339 in UTC with milliseconds. Where clocks are put back and a time comes twice,
 * the second counts; where they are put forward and it doesn't come, as much later as clocks jump.
 * Throws `z.ZodError` for what is no date, time or zone.
 */
export function resolveInstant(due: DueTime): string {
  const date = Temporal.PlainDate.from(localDateSchema.parse(due.date));
  const time = dueTimeSchema.parse(due.time);
  const zone = zoneSchema.parse(due.zone);
  const instant =
    time === '24:00'
      ? date.add({ days: 1 }).toZonedDateTime(zone).toInstant()
      : date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: 'later' }).toInstant();
  return instant.toString({ fractionalSecondDigits: 3 });
}

/**
 * A deadline counted from the dates given by name. Throws {@link DeadlineDateMissing}, `CalendarYearMissing` for
 * working days in a year without data, and `z.ZodError` for what is no date, time or zone.
 */
export function resolveDeadline(
  deadline: Deadline,
  given: { readonly dates: Readonly<Record<string, string>>; readonly calendar: Calendar; readonly zone: string },
): ResolvedDeadline {
  const { time } = deadline;
  const resolved = (date: string) => {
    const due = { date, time, zone: given.zone };
    return { ...due, lateFrom: resolveInstant(due) };
  };
  if ('date' in deadline) return resolved(deadline.date);
  const start = Object.hasOwn(given.dates, deadline.after) ? given.dates[deadline.after] : undefined;
  if (start === undefined) throw new DeadlineDateMissing(deadline.after);
  const { days, workingDays, months } = deadline;
  if ([days, workingDays, months].filter((count) => count !== undefined).length !== 1) {
    throw new RangeError('a deadline counts in days, in working days or in months, one of the three');
  }
  if (workingDays !== undefined) {
    const date = addWorkingDays(given.calendar, start, workingDays);
    return { ...resolved(date), calendar: calendarHash(given.calendar) };
  }
  const from = Temporal.PlainDate.from(localDateSchema.parse(start));
  // Temporal keeps the day of the month, or takes the month's last day where it has none such.
  return resolved(from.add({ days: days ?? 0, months: months ?? 0 }).toString());
}

/** When something came: on a local date, as the receiving office noted (paper), or at an instant (in the system). */
export type Received = { readonly date: string } | { readonly instant: string };

/**
 * Whether what was received is late. Paper of a date is late if not even that day's first instant in the zone was in
 * time; what was submitted at the very instant `lateFrom` is late.
 */
export function isLate(received: Received, lateFrom: string, zone: string): boolean {
  // Of one form, as facts have them, they are in order of time as texts.
  if ('instant' in received && INSTANT.test(received.instant) && INSTANT.test(lateFrom))
    return received.instant >= lateFrom;
  const came =
    'instant' in received
      ? Temporal.Instant.from(received.instant)
      : Temporal.PlainDate.from(localDateSchema.parse(received.date))
          .toZonedDateTime(zoneSchema.parse(zone))
          .toInstant();
  return Temporal.Instant.compare(came, Temporal.Instant.from(lateFrom)) >= 0;
}

/** The day last asked for in each zone: almost every command asks for today. Instants in one form sort as texts. */
const days = new Map<string, { readonly from: string; readonly to: string; readonly date: string }>();

/** The date on the wall in a zone at an instant: what "today" is. */
export function localDate(instant: string, zone: string): string {
  const known = days.get(zone);
  if (known && known.from <= instant && instant < known.to && INSTANT.test(instant)) return known.date;
  const there = Temporal.Instant.from(instant).toZonedDateTimeISO(zoneSchema.parse(zone));
  const date = there.toPlainDate();
  const [from, to] = [date, date.add({ days: 1 })].map((day) => inUtc(day.toZonedDateTime(there.timeZoneId)));
  days.set(zone, { from: from ?? '', to: to ?? '', date: date.toString() });
  return date.toString();
}

function inUtc(moment: Temporal.ZonedDateTime): string {
  return moment.toInstant().toString({ fractionalSecondDigits: 3 });
}

function knownZone(zone: string): boolean {
  try {
    return Temporal.PlainDate.from('2000-01-01').toZonedDateTime(zone).timeZoneId !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
