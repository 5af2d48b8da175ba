import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema, pathSchema } from '../../language/fields.js';
import { at, sizeOf } from '../../language/paths.js';
import { guard } from './guard.js';

/**
 * Places for the unit against how many there are already and one more, or as many more as are listed at `adding`. A
 * quota with neither table nor number on the record limits nobody. Soft quotas warn elsewhere.
 */
export const withinQuota = guard({
  parameters: z.strictObject({
    quota: nameSchema,
    unit: pathSchema,
    counted: pathSchema,
    adding: pathSchema.optional(),
  }),
  check: ({ quota }, use) => use.quota(quota, 'quota'),
  judge: ({ quota, unit, counted, adding }, context) => {
    const id = String(at(context.scope, unit) ?? '');
    const quotas = (context.cycle?.fields['quotas'] ?? {}) as Readonly<Record<string, number>>;
    const declared = context.programme.definition.quotas[quota];
    // A unit that the notice's table leaves out has no places; where there is no table, nothing is limited.
    const places = quotas[`${quota}/${id}`] ?? (declared?.table ? 0 : undefined);
    if (places === undefined || declared?.strength === 'soft') return;
    const found = at(context.scope, counted);
    const count = typeof found === 'number' ? found : sizeOf(found);
    const more = adding === undefined ? 1 : sizeOf(at(context.scope, adding));
    if (count + more > places) refuse('quotaExceeded', { quota, unit: id, places, count });
  },
});
