import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/** Every member that is asked for (of a set or map, each row's or item's id) is among those given. */
export const covers = guard({
  parameters: z.strictObject({ asked: pathSchema, given: pathSchema }),
  judge: ({ asked, given }, context) => {
    const wanted = at(context.scope, asked) ?? [];
    const found = at(context.scope, given);
    const members = Array.isArray(wanted) ? wanted : Object.keys(wanted);
    const missing = members.filter((member) => !isMember(found, member));
    if (missing.length > 0) refuse('notComplete', { missing: missing.slice(0, 20).join(', '), count: missing.length });
  },
});
