import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { editionOf } from './shared/cycle-edition.js';

/** The edition has a quota of this name. */
export const quotaKnown = guard({
  parameters: z.strictObject({ quota: pathSchema }),
  judge: ({ quota }, context) => {
    const name = String(at(context.scope, quota));
    if (!Object.hasOwn(editionOf(context).quotas, name)) refuse('settingUnknown', { setting: name });
  },
});
