import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema, pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/** An electronic leg: it was sent to every address of the deliverable. */
export const addressesComplete = guard({
  parameters: z.strictObject({ deliverable: nameSchema, leg: nameSchema, sentTo: pathSchema }),
  check: ({ deliverable, leg }, use) => use.leg(deliverable, leg, 'electronic'),
  judge: (parameters, context) => {
    const leg = context.programme.definition.deliverables[parameters.deliverable]?.legs[parameters.leg];
    if (leg?.kind !== 'electronic')
      throw new Error(`${parameters.deliverable} has no electronic leg ${parameters.leg}`);
    const sentTo = at(context.scope, parameters.sentTo);
    const missing = leg.addresses.filter((address) => !isMember(sentTo, address));
    if (missing.length > 0) refuse('addressMissing', { address: missing.join(', ') });
  },
});
