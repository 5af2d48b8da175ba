import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { nameSchema } from '../../language/fields.js';
import { isMember } from '../../language/paths.js';
import { guard } from './guard.js';

/** A setting of the cycle is on the record. */
export const settingGiven = guard({
  parameters: z.strictObject({ setting: nameSchema }),
  check: ({ setting }, use) => use.setting(setting, 'setting'),
  judge: ({ setting }, context) => {
    if (!isMember(context.cycle?.fields['settings'], setting)) refuse('settingUnset', { setting });
  },
});
