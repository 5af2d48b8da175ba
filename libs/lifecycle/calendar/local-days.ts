/**
 * Local days and times to instants and back, for what is asked thousands of times a second: when a zone's day begins
 * and how long it is, is looked up once. `deadline.ts` answers the same, and judges what it is given.
 */
import { Temporal } from 'temporal-polyfill';
import { resolveInstant } from './deadline.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Fifty years in one zone. Beyond, it is begun anew. */
const MOST_DAYS = 20_000;

interface Day {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

const days = new Map<string, Day>();

function dayOf(date: string, zone: string): Day {
  const name = `${date} ${zone}`;
  const known = days.get(name);
  if (known) return known;
  const [start, end] = [date, addDays(date, 1)].map((each) => startOf(each, zone)) as [number, number];
  if (days.size >= MOST_DAYS) days.clear();
  days.set(name, { start, end });
  return { start, end };
}

function startOf(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** The date so many days after another, before it when below zero. */
export function addDays(date: string, count: number): string {
  return new Date(Date.parse(date) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The date on the wall in a zone at an instant. */
export function dateAt(instant: number, zone: string): string {
  const near = new Date(instant).toISOString().slice(0, 10);
  const { start, end } = dayOf(near, zone);
  return instant < start ? addDays(near, -1) : instant >= end ? addDays(near, 1) : near;
}

/**
 * The instant of a local time, `HH:MM`, RFC 3339 in UTC with milliseconds. Where clocks are put back and it comes twice,
 * the second; where they are put forward and it doesn't come, as much later as they jump.
 */
export function instantOn(date: string, time: string, zone: string): string {
  const { start, end } = dayOf(date, zone);
  if (end - start !== DAY_MS) return resolveInstant({ date, time, zone });
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return new Date(start + minutes * MINUTE_MS).toISOString();
}
