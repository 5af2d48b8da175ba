/** Instants as people say them: the date and time on the wall where they live, and the last moment at which something is in time. */
import { Temporal } from 'temporal-polyfill';
import { filled, type Language } from './message.js';
import { TIME_WORDS } from './times.js';

export interface LocalTime {
  /** `2024-04-15` */
  readonly date: string;
  /** `09:00`, with the seconds where there are any; the end of a day is `24:00`. */
  readonly time: string;
}

/** What the clock on the wall shows at an instant. `zone`: an IANA name. */
export function localTime(instant: string, zone: string): LocalTime {
  return shown(at(instant, zone));
}

/** The last moment in time. `lateFrom`: the first instant that is late, UTC. */
export function localDue(lateFrom: string, zone: string): LocalTime {
  const late = at(lateFrom, zone);
  // Where clocks are put forward at midnight, a day begins later than that.
  if (!late.equals(late.startOfDay())) return shown(late);
  return { date: late.toPlainDate().subtract({ days: 1 }).toString(), time: '24:00' };
}

/** An instant as people read it, with the zone: whose clock it is, is not plain from the sentence around it. */
export function instantInWords(language: Language, instant: string, zone: string): string {
  const { date, time } = localTime(instant, zone);
  return filled(TIME_WORDS.instant[language], { date: dateInWords(language, date), time, zone });
}

/** The last moment in time as the notices say it: a day that counts whole ends at 24:00. Deadlines are the programme's, and so is their zone. */
export function dueInWords(language: Language, lateFrom: string, zone: string): string {
  const { date, time } = localDue(lateFrom, zone);
  return filled(TIME_WORDS.due[language], { date: dateInWords(language, date), time });
}

/** `date`: `2024-04-15` */
export function dateInWords(language: Language, date: string): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return filled(TIME_WORDS.date[language], { date, year, month, day });
}

function at(instant: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

function shown(moment: Temporal.ZonedDateTime): LocalTime {
  const time = moment.toPlainTime().round({ smallestUnit: 'second', roundingMode: 'trunc' });
  const smallestUnit = time.second === 0 ? 'minute' : 'second';
  return { date: moment.toPlainDate().toString(), time: time.toString({ smallestUnit }) };
}
