import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { editionOf } from './shared/cycle-edition.js';

/** The value of a setting is of the kind that the edition says. */
export const settingTyped = guard({
  parameters: z.strictObject({ setting: pathSchema, value: pathSchema }),
  judge: (parameters, context) => {
    const name = String(at(context.scope, parameters.setting));
    const setting = editionOf(context).settings[name];
    if (!setting) return refuse('settingUnknown', { setting: name });
    const value = at(context.scope, parameters.value);
    const fits = {
      int: () => 'min' in setting && typeof value === 'number' && value >= setting.min && value <= setting.max,
      flag: () => typeof value === 'boolean',
      choice: () => 'of' in setting && typeof value === 'string' && setting.of.includes(value),
      date: () => z.iso.date().safeParse(value).success,
      text: () => 'max' in setting && typeof value === 'string' && value !== '' && value.length <= setting.max,
    };
    if (!fits[setting.kind]()) refuse('settingWrongType', { setting: name, kind: setting.kind });
  },
});
