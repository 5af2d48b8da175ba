import { z } from 'zod';
import { checkTexts } from '../../check/check-definition.js';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { problemsIn } from './shared/input-pointer.js';

/** Texts that mend those of published rules are complete. */
export const textsSound = guard({
  parameters: z.strictObject({ rules: pathSchema, texts: pathSchema }),
  judge: ({ rules, texts }, context) => {
    const { definition } = context.decision.rules(String(at(context.scope, rules)));
    const problems = problemsIn(texts, checkTexts(definition, at(context.scope, texts)));
    if (problems.length > 0) refuse('definitionUnsound', {}, problems);
  },
});
