import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at, isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/** The lists name each member of the set once, and nobody else. */
export const eachOnce = guard({
  parameters: z.strictObject({ of: pathSchema, lists: z.array(pathSchema).min(1).max(10) }),
  judge: ({ of, lists }, context) => {
    const named = lists.flatMap((list) => (at(context.scope, list) ?? []) as string[]);
    const set = at(context.scope, of);
    const wrong =
      named.find((id, index) => !isMember(set, id) || named.indexOf(id) !== index) ??
      (Array.isArray(set) ? (set as string[]) : Object.keys(set ?? {})).find((id) => !named.includes(id));
    if (wrong !== undefined) refuse('notComplete', { id: wrong });
  },
});
