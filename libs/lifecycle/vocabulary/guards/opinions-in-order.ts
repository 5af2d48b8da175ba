import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema, pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { inputPointer } from './shared/input-pointer.js';
import { opinionsOf } from './shared/opinions.js';

interface Opinion {
  readonly body: string;
  readonly on: string;
}

/**
 * Bodies in the form's order: none that the form does not ask for, none before or dated before the one before it, or
 * after the one after it, or before what the form says first (`after`: the date beside a signature).
 */
export const opinionsInOrder = guard({
  parameters: z.strictObject({
    deliverable: nameSchema,
    known: pathSchema,
    given: pathSchema,
    after: pathSchema.optional(),
  }),
  check: ({ deliverable }, use) => use.opinions(deliverable, 'deliverable'),
  judge: (parameters, context) => {
    const { of, order } = opinionsOf(context, parameters.deliverable);
    const given = (at(context.scope, parameters.given) ?? []) as Opinion[];
    const dates = new Map(Object.entries((at(context.scope, parameters.known) ?? {}) as Record<string, string>));
    // What is given now takes the place of what was known.
    for (const { body } of given) dates.delete(body);
    const first = parameters.after === undefined ? undefined : at(context.scope, parameters.after);
    for (const [index, { body, on }] of given.entries()) {
      const pointer = `${inputPointer(parameters.given)}/${index}/body`;
      const place = of.indexOf(body);
      if (place < 0) refuse('opinionNotOnForm', { body }, [{ pointer, reason: 'opinionNotOnForm' }]);
      const [before, next] = order === 'inOrder' ? [of[place - 1], of[place + 1]] : [];
      const dated = before === undefined ? undefined : dates.get(before);
      const early =
        (before !== undefined && (dated === undefined || dated > on)) || (typeof first === 'string' && first > on);
      const late = next !== undefined && (dates.get(next) ?? on) < on;
      if (early || late) {
        refuse('opinionOutOfOrder', { body, before: (late ? next : before) ?? '' }, [
          { pointer, reason: 'opinionOutOfOrder' },
        ]);
      }
      dates.set(body, on);
    }
  },
});
