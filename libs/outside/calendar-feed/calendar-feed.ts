/**
 * The deadlines of a unit as an iCalendar feed (RFC 5545), for people's own calendars. One event for each deadline that
 * is open; what is done or no longer owed is simply not there when the feed is fetched again. No alarms: people set
 * their own. Which deadlines belong to a unit, and what they are called, the caller says.
 */
import ical, { escape, ICalEventTransparency, type ICalEventData } from 'ical-generator';
import { hash } from 'node:crypto';
import { FEED_WORDS } from './messages.js';

export interface FeedDeadline {
  /** Stream of the subject that owes, and the deadline's name: together they name the event for ever. */
  readonly stream: string;
  readonly deadline: string;
  /** The first instant that is late, UTC. */
  readonly lateFrom: string;
  /** The last moment in time where its people live; the end of a day is 24:00. */
  readonly due: { readonly date: string; readonly time: string };
  /** What is due, in words. */
  readonly title: string;
  /** Whose it is, or where it stands, in words. */
  readonly about?: string;
  /** Rises whenever the deadline moves (the revision of its cycle does), so that calendars take the newer one. */
  readonly sequence: number;
  /** When it last changed, UTC. */
  readonly updated: string;
}

type Language = keyof (typeof FEED_WORDS)['until'];

/** More than anybody's calendar shows. The earliest are kept. */
const MOST_EVENTS = 5_000;
/** How often calendars should fetch it again. */
const TTL_SECONDS = 3_600;

/** The text of the feed, lines ended and folded as the standard wants. The same deadlines give the same text. */
export function calendarFeed(
  unit: { readonly name: string },
  deadlines: readonly FeedDeadline[],
  lang: Language,
): string {
  const calendar = ical({
    // The one text that ical-generator writes as it is.
    name: escape(
      FEED_WORDS.calendar[lang].replace('{unit}', () => unit.name),
      false,
    ),
    prodId: { company: 'Hearth', product: 'deadlines', language: lang.toUpperCase() },
    ttl: TTL_SECONDS,
  });
  const inOrder = deadlines.toSorted((a, b) => order(a.lateFrom, b.lateFrom) || order(a.stream, b.stream));
  for (const deadline of inOrder.slice(0, MOST_EVENTS)) calendar.createEvent(event(deadline, lang));
  return `${calendar.toString()}\r\n`;
}

/** The stable name of an event. */
export function feedUid(stream: string, deadline: string): string {
  return `${hash('sha256', `${stream}\0${deadline}`, 'hex').slice(0, 40)}@hearth`;
}

/** Due at the end of a day it is that whole day, a date without zone; otherwise the moment. */
function event(deadline: FeedDeadline, lang: Language): ICalEventData {
  const { stream, lateFrom, title, about, sequence, updated } = deadline;
  const { date, time } = deadline.due;
  const until = FEED_WORDS.until[lang].replace('{date}', date).replace('{time}', time);
  return {
    id: feedUid(stream, deadline.deadline),
    ...(time === '24:00' ? { start: new Date(`${date}T00:00:00.000Z`), allDay: true } : { start: new Date(lateFrom) }),
    summary: title,
    description: about === undefined ? until : `${about}\n${until}`,
    sequence,
    stamp: new Date(updated),
    lastModified: new Date(updated),
    transparency: ICalEventTransparency.TRANSPARENT,
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
