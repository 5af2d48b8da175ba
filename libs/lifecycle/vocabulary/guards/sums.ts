import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, totalOf } from '../../language/paths.js';
import { guard } from './guard.js';

/** What numbers at one or more paths come to: exactly so much, or not above it. */
export const sums = guard({
  parameters: z.union([
    z.strictObject({ of: pathSchema, equals: z.union([z.int(), pathSchema]) }),
    z.strictObject({ of: z.array(pathSchema).min(1).max(10), atMost: z.int() }),
  ]),
  judge: (parameters, context) => {
    const total = [parameters.of].flat().reduce((all, path) => all + totalOf(at(context.scope, path)), 0);
    if ('atMost' in parameters) {
      if (total > parameters.atMost) refuse('sumDoesNotHold', { found: total, wanted: parameters.atMost });
      return;
    }
    const { equals } = parameters;
    const wanted = typeof equals === 'number' ? equals : at(context.scope, equals);
    if (total !== wanted) refuse('sumDoesNotHold', { found: total, wanted: typeof wanted === 'number' ? wanted : 0 });
  },
});
