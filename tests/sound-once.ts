/** The guards of a test's house: a definition that was found sound in this process is not checked again. */
import { canonicalHash } from '../libs/engine/canonical/digest.js';
import { at } from '../libs/lifecycle/language/paths.js';
import type { Guard, Guards } from '../libs/lifecycle/vocabulary/guards/guard.js';
import { ALL_GUARDS } from '../libs/lifecycle/vocabulary/guards/registry.js';

const NAME = 'definitionSound@1';
const sound = new Set<string>();
const { [NAME]: guard } = ALL_GUARDS as Guards & { readonly [NAME]: Guard };

export const SOUND_ONCE: Guards = {
  ...ALL_GUARDS,
  [NAME]: {
    parameters: guard.parameters,
    judge(parameters: Readonly<Record<string, string>>, context) {
      const values = Object.values(parameters).map((path) => at(context.scope, path));
      const asked = canonicalHash([Object.keys(parameters), values, context.platform.hash]);
      if (sound.has(asked)) return;
      guard.judge(parameters as never, context);
      sound.add(asked);
    },
  },
};
