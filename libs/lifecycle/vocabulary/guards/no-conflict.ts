import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/** The account is not among those with a conflict of interest. */
export const noConflict = guard({
  parameters: z.strictObject({ conflicts: pathSchema, account: pathSchema }),
  judge: ({ conflicts, account }, context) => {
    if (isMember(at(context.scope, conflicts), at(context.scope, account))) refuse('conflictOfInterest');
  },
});
