import { z } from 'zod';
import { localDate } from '../../calendar/deadline.js';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';

/** A date is not after today, in the programme's zone. */
export const notInFuture = guard({
  parameters: z.strictObject({ date: pathSchema }),
  judge: ({ date }, context) => {
    const found = at(context.scope, date);
    const today = localDate(context.at, context.programme.definition.zone);
    if (typeof found === 'string' && found > today) refuse('dateInFuture', { date: found, today });
  },
});
