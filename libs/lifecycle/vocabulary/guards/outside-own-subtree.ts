import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { unitAndAbove } from '../../federation/unit-tree.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';

/** A unit is never put below itself. */
export const outsideOwnSubtree = guard({
  parameters: z.strictObject({ unit: pathSchema, parent: pathSchema }),
  judge: ({ unit, parent }, context) => {
    const own = String(at(context.scope, unit));
    if (unitAndAbove(context.decision, String(at(context.scope, parent)), context.relied).includes(own))
      refuse('wrongUnit', { unit: own });
  },
});
