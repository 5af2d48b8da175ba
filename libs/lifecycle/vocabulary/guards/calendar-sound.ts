import { z } from 'zod';
import { calendarSchema } from '../../calendar/calendar.js';
import { under } from '../../check/review.js';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { problemsIn } from './shared/input-pointer.js';
import { refuseWrongKey } from './shared/published-key.js';

/** A calendar is one, and its key is its hash. */
export const calendarSound = guard({
  parameters: z.strictObject({ calendar: pathSchema, key: pathSchema }),
  judge: ({ calendar, key }, context) => {
    const value = at(context.scope, calendar);
    refuseWrongKey(context, key, value);
    const parsed = calendarSchema.safeParse(value);
    if (parsed.success) return;
    const problems = parsed.error.issues.map((issue) => ({
      pointer: under('', ...issue.path.map(String)),
      reason: 'malformed',
    }));
    refuse('calendarUnsound', {}, problemsIn(calendar, problems.slice(0, 50)));
  },
});
