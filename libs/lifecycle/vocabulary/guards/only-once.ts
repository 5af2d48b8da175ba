import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, sizeOf } from '../../language/paths.js';
import { guard } from './guard.js';

/** Nothing stands at the field yet: a set or map is empty, a flag or count not set. */
export const onlyOnce = guard({
  parameters: z.strictObject({ field: pathSchema }),
  judge: ({ field }, context) => {
    const value = at(context.scope, field);
    const happened =
      typeof value === 'object' ? sizeOf(value) > 0 : value !== undefined && value !== false && value !== 0;
    if (happened) refuse('onlyOnce', { command: context.ready.name });
  },
});
