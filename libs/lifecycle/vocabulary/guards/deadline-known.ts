import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { editionOf } from './shared/cycle-edition.js';

const TIME = /^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/;

/** The edition has a deadline of this name that is no count from a date, and the time is a time of day. */
export const deadlineKnown = guard({
  parameters: z.strictObject({ deadline: pathSchema, time: pathSchema }),
  judge: ({ deadline, time }, context) => {
    const name = String(at(context.scope, deadline));
    const known = editionOf(context).deadlines[name];
    if (!known || 'after' in known) refuse('deadlineUnknown', { deadline: name });
    if (!TIME.test(String(at(context.scope, time))))
      refuse('malformed', {}, [{ pointer: '/time', reason: 'malformed' }]);
  },
});
