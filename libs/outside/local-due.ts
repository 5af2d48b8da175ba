/** The last moment in time as people say it: on a date, until a time; the end of a day is 24:00. */
export interface LocalDue {
  readonly date: string;
  readonly time: string;
}

/** `lateFrom`: the first instant that is late, UTC. `zone`: an IANA name. */
export function localDue(lateFrom: string, zone: string): LocalDue {
  const late = Date.parse(lateFrom);
  const at = local(late, zone);
  return at.time === '00:00' ? { date: local(late - 1, zone).date, time: '24:00' } : at;
}

/** The date and time on the wall at an instant. */
function local(instant: number, zone: string): LocalDue {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).formatToParts(instant);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { date: `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` };
}
