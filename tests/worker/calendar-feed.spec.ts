import { describe, expect, test } from '@jest/globals';
import { calendarFeed, feedUid, type FeedDeadline } from '../../libs/outside/calendar-feed/calendar-feed.js';

/** The feed read again by the rules of RFC 5545: folded lines joined (3.1), then name, parameters and text (3.3.11). */
interface Line {
  readonly parameters: string;
  readonly text: string;
}
type Event = ReadonlyMap<string, Line>;

function parsed(feed: string): { readonly calendar: Event; readonly events: readonly Event[] } {
  expect(feed.endsWith('\r\n')).toBe(true);
  expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const folded = feed.slice(0, -2).split('\r\n');
  for (const line of folded) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const lines = folded.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  expect(lines.at(0)).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-1)).toBe('END:VCALENDAR');
  const calendar = new Map<string, Line>();
  const events: Map<string, Line>[] = [];
  let into = calendar;
  for (const line of lines.slice(1, -1)) {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[^:]+)?):(.*)$/.exec(line) ?? [];
    expect(name).not.toBe('');
    if (line === 'BEGIN:VEVENT') events.push((into = new Map()));
    else if (line === 'END:VEVENT') into = calendar;
    else into.set(into.has(name) ? `${name} twice` : name, { parameters, text: unescaped(value) });
  }
  expect([calendar, ...events].flatMap((each) => [...each.keys()]).filter((name) => name.endsWith(' twice'))).toEqual(
    [],
  );
  return { calendar, events };
}

/** A bare comma or semicolon would end the text. */
function unescaped(text: string): string {
  expect(text.replaceAll(/\\[\\;,nN]/g, '')).not.toMatch(/[\\;,]/);
  return text.replaceAll(/\\(.)/g, (_all, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

const roster: FeedDeadline = {
  stream: 'roster-test.2024.pudong',
  deadline: 'rosterDue',
  // 15 April to its end, in Shanghai.
  lateFrom: '2024-04-15T16:00:00.000Z',
  due: { date: '2024-04-15', time: '24:00' },
  title: '名册',
  sequence: 3,
  updated: '2024-04-02T01:00:00.000Z',
};
const text = (event: Event | undefined, name: string): string | undefined => event?.get(name)?.text;

describe('the calendar feed', () => {
  test('what is due at the end of 15 April is the whole of 15 April, whatever zone the machine is in', () => {
    const { events, calendar } = parsed(calendarFeed({ name: '浦东新区妇联' }, [roster], 'zh'));
    expect(text(calendar, 'NAME')).toBe('浦东新区妇联：期限');
    expect(events).toHaveLength(1);
    expect(events[0]?.get('DTSTART')).toEqual({ parameters: ';VALUE=DATE', text: '20240415' });
    expect(events[0]?.has('DTEND')).toBe(false);
    expect(text(events[0], 'DESCRIPTION')).toBe('截止：2024-04-15 24:00');
    expect(text(events[0], 'DTSTAMP')).toBe('20240402T010000Z');
    expect(text(events[0], 'LAST-MODIFIED')).toBe('20240402T010000Z');
  });

  test('what is due at an hour is that moment, in UTC', () => {
    const due = { date: '2024-04-15', time: '12:30' };
    const noon = { ...roster, lateFrom: '2024-04-15T04:30:00.000Z', due };
    const { events } = parsed(calendarFeed({ name: 'x' }, [noon], 'en'));
    expect(events[0]?.get('DTSTART')).toEqual({ parameters: '', text: '20240415T043000Z' });
    expect(text(events[0], 'DESCRIPTION')).toBe('Due: 2024-04-15 12:30');
  });

  test('an extension moves the same event and numbers it higher; what is done is gone', () => {
    const before = parsed(calendarFeed({ name: 'x' }, [roster], 'zh')).events[0];
    const due = { date: '2024-04-20', time: '24:00' };
    const moved = {
      ...roster,
      lateFrom: '2024-04-20T16:00:00.000Z',
      due,
      sequence: 5,
      updated: '2024-04-10T01:00:00.000Z',
    };
    const after = parsed(calendarFeed({ name: 'x' }, [moved], 'zh')).events[0];
    expect(text(after, 'UID')).toBe(text(before, 'UID'));
    expect(Number(text(after, 'SEQUENCE'))).toBeGreaterThan(Number(text(before, 'SEQUENCE')));
    expect(text(after, 'DTSTART')).toBe('20240420');
    expect(parsed(calendarFeed({ name: 'x' }, [], 'zh')).events).toEqual([]);
  });

  test('signs that mean something to the format come back as they were, and long lines are folded', () => {
    const title = `甲, 乙; 丙 \\ "丁"\n${'长'.repeat(200)}𠮷`;
    const feed = calendarFeed({ name: 'a,b;c\\d\r\nBEGIN:VEVENT' }, [{ ...roster, title, about: 'x: y' }], 'zh');
    const { calendar, events } = parsed(feed);
    expect(text(calendar, 'NAME')).toBe('a,b;c\\d\nBEGIN:VEVENT：期限');
    expect(text(events[0], 'SUMMARY')).toBe(title);
    expect(text(events[0], 'DESCRIPTION')).toBe('x: y\n截止：2024-04-15 24:00');
  });

  test('two deadlines of one subject are two events, the earlier first, and no event wakes anybody', () => {
    const plans = { ...roster, deadline: 'plansDue', lateFrom: '2024-04-10T16:00:00.000Z' };
    const feed = calendarFeed({ name: 'x' }, [roster, plans], 'zh');
    const uids = parsed(feed).events.map((event) => text(event, 'UID'));
    expect(uids).toEqual([feedUid(roster.stream, 'plansDue'), feedUid(roster.stream, 'rosterDue')]);
    expect(feed).not.toContain('VALARM');
    expect(feed).toContain('TRANSP:TRANSPARENT');
  });
});
