import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema, pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';

/** A paper leg: as many copies as the deliverable asks for, and sealed where it asks for that. */
export const copiesComplete = guard({
  parameters: z.strictObject({
    deliverable: nameSchema,
    leg: nameSchema,
    copies: pathSchema,
    sealed: pathSchema.optional(),
  }),
  check: ({ deliverable, leg }, use) => use.leg(deliverable, leg, 'paper'),
  judge: ({ deliverable, leg: name, copies, sealed }, context) => {
    const leg = context.programme.definition.deliverables[deliverable]?.legs[name];
    if (leg?.kind !== 'paper') throw new Error(`${deliverable} has no paper leg ${name}`);
    const brought = at(context.scope, copies);
    if (leg.copies !== undefined && (typeof brought !== 'number' || brought < leg.copies)) {
      refuse('copiesMissing', { deliverable, asked: leg.copies, brought: typeof brought === 'number' ? brought : 0 });
    }
    if (leg.sealed && sealed !== undefined && at(context.scope, sealed) !== true)
      refuse('sealMissing', { deliverable });
  },
});
