import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/**
 * In the line, without those who are `out` of it, nobody stands before the chosen one; with `from: last` nobody behind.
 * `among`: only those count for whom the map at `of` holds what is at `is` (each home's district, a district).
 */
export const nextInLine = guard({
  parameters: z.strictObject({
    places: pathSchema,
    out: pathSchema,
    chosen: pathSchema,
    from: z.enum(['first', 'last']).optional(),
    among: z.strictObject({ of: pathSchema, is: pathSchema }).optional(),
  }),
  judge: ({ places, out, chosen, from, among }, context) => {
    const asked = at(context.scope, out);
    const groups = among && (at(context.scope, among.of) as Readonly<Record<string, unknown>> | undefined);
    const group = among && at(context.scope, among.is);
    const line = Object.entries((at(context.scope, places) ?? {}) as Readonly<Record<string, number>>).filter(
      ([id]) => !isMember(asked, id) && (among === undefined || (group !== undefined && groups?.[id] === group)),
    );
    const own = line.find(([id]) => id === at(context.scope, chosen))?.[1];
    const others = line.map(([, place]) => place);
    if (own === undefined || own !== (from === 'last' ? Math.max(...others) : Math.min(...others))) {
      refuse('notNextInLine');
    }
  },
});
