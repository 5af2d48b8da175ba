import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';

/** The timer that runs ahead of the log's time is sent back. */
export const notBefore = guard({
  parameters: z.strictObject({ instant: pathSchema }),
  judge: ({ instant }, context) => {
    if (context.at < String(at(context.scope, instant))) refuse('conditionNotMet', { command: context.ready.name });
  },
});
