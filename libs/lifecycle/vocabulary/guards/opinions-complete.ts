import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema, pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';
import { opinionsOf } from './shared/opinions.js';

/** Every body that the form asks for has given its opinion; where any one will do, at least one. */
export const opinionsComplete = guard({
  parameters: z.strictObject({ deliverable: nameSchema, known: pathSchema }),
  check: ({ deliverable }, use) => use.opinions(deliverable, 'deliverable'),
  judge: ({ deliverable, known }, context) => {
    const { of, order } = opinionsOf(context, deliverable);
    const given = at(context.scope, known);
    const missing = of.filter((body) => !isMember(given, body));
    if (order === 'anyOne' ? missing.length === of.length : missing.length > 0)
      refuse('opinionMissing', { body: missing.join(', ') });
  },
});
