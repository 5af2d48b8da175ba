import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/** The member was drawn. */
export const withinSample = guard({
  parameters: z.strictObject({ sample: pathSchema, member: pathSchema }),
  judge: ({ sample, member }, context) => {
    if (!isMember(at(context.scope, sample), at(context.scope, member))) refuse('notSampled');
  },
});
