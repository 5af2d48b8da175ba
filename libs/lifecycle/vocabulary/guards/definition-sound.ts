import { z } from 'zod';
import { checkDefinition } from '../../check/check-definition.js';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { type Guard, guard, type Guards } from './guard.js';
import { problemsIn } from './shared/input-pointer.js';
import { refuseWrongKey } from './shared/published-key.js';

/** A definition and its texts have no fault. `registry`: the guards there are, which are known only once this one is. */
export function definitionSound(registry: () => Guards): Guard {
  return guard({
    parameters: z.strictObject({ definition: pathSchema, texts: pathSchema, key: pathSchema.optional() }),
    judge: ({ definition, texts, key }, context) => {
      const rules = at(context.scope, definition);
      if (key !== undefined) refuseWrongKey(context, key, rules);
      const whole = typeof rules === 'object' && rules !== null ? { ...rules, texts: at(context.scope, texts) } : rules;
      // The platform's own definition stands alone; every other is read beside it.
      const beside = key === undefined ? undefined : context.platform.definition;
      const problems = checkDefinition(whole, beside, registry()).flatMap((problem) => {
        const [, rest] = /^\/texts(\/.*|$)/.exec(problem.pointer) ?? [];
        return rest === undefined
          ? problemsIn(definition, [problem])
          : problemsIn(texts, [{ ...problem, pointer: rest }]);
      });
      if (problems.length > 0) refuse('definitionUnsound', {}, problems);
    },
  });
}
