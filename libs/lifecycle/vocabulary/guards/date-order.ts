import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';

/** Of two dates, the first is not after the second. One that is missing is not judged. */
export const dateOrder = guard({
  parameters: z.strictObject({ earlier: pathSchema, later: pathSchema }),
  judge: ({ earlier, later }, context) => {
    const [first, second] = [at(context.scope, earlier), at(context.scope, later)];
    if (typeof first === 'string' && typeof second === 'string' && first > second)
      refuse('dateOutOfOrder', { earlier: first, later: second });
  },
});
