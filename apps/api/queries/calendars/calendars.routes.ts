/** A unit’s deadlines as a calendar feed. Whoever knows the address reads it, until its token is revoked. */
import { z } from 'zod';
import { defineRoute } from '../../http/route.js';

export const readCalendar = defineRoute({
  method: 'GET',
  path: '/calendars/:file',
  access: 'calendar',
  tag: 'what is owed',
  summary: 'Deadlines as iCalendar; the address holds a calendar token',
  params: z.object({ file: z.string().regex(/^hth_[\w-]{1,200}\.ics$/) }),
  query: z.strictObject({ lang: z.enum(['zh', 'en']).optional() }),
  answer: { mediaType: 'text/calendar' },
  problems: [404, 503],
});
