import { z } from 'zod';
import type { Problem } from '../../../engine/decide/rejection.js';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { inputPointer } from './shared/input-pointer.js';

const TIME_OF_DAY = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

interface Row {
  readonly days: number;
  readonly time: string;
  readonly role?: string;
}

/** Times of day, no day twice in a table, roles that the edition or the platform knows. */
export const remindersSound = guard({
  parameters: z.strictObject({ tables: z.array(pathSchema).min(1).max(5) }),
  judge: ({ tables }, context) => {
    const { roles } = context.decision.rules(String(context.primary.fields['rules'])).definition;
    const known = { ...context.platform.definition.roles, ...roles };
    const problems = tables.flatMap((path) => {
      const rows = (at(context.scope, path) ?? []) as readonly Row[];
      const days = rows.map((row) => row.days);
      const pointer = inputPointer(path);
      return rows.flatMap((row, index): Problem[] => [
        ...(TIME_OF_DAY.test(row.time) ? [] : [{ pointer: `${pointer}/${index}/time`, reason: 'malformed' }]),
        ...(days.indexOf(row.days) === index ? [] : [{ pointer: `${pointer}/${index}/days`, reason: 'nameTwice' }]),
        ...(row.role === undefined || Object.hasOwn(known, row.role)
          ? []
          : [{ pointer: `${pointer}/${index}/role`, reason: 'roleUnknown', params: { role: row.role } }]),
      ]);
    });
    if (problems.length > 0) refuse('malformed', {}, problems);
  },
});
