/** Guards of the platform's own commands: what is published must be sound, what is set must fit the edition. */
import { z } from 'zod';
import { canonicalHash } from '../../engine/canonical/digest.js';
import type { Problem } from '../../engine/decide/rejection.js';
import { calendarSchema } from '../calendar/calendar.js';
import { checkDefinition, checkTexts } from '../check/check-definition.js';
import { under } from '../check/review.js';
import { type CommandContext } from './command-context.js';
import { refuse } from '../definition/refuse.js';
import { HASH_DIGITS } from '../definition/published-key.js';
import { pathSchema } from '../language/fields.js';
import { type Guard, type Guards, GUARDS, guard } from './guards.js';
import { at } from '../language/paths.js';
import { unitAndAbove } from '../federation/unit-tree.js';
import { WATCHING_GUARDS } from './guards-watching.js';
import type { RulesPart } from '../definition/compile-programme.js';

function checkKey(context: CommandContext, key: string | undefined, value: unknown): void {
  if (key !== undefined && at(context.scope, key) !== canonicalHash(value).slice(0, HASH_DIGITS)) {
    refuse('malformed', {}, [{ pointer: '/target/key/hash', reason: 'hashDiffers' }]);
  }
}

/** Problems of a value that stands at `path` in the input. */
function placed(path: string, problems: readonly Problem[]): Problem[] {
  const pointer = under('', ...path.split('.').slice(1));
  return problems.map((problem) => ({ ...problem, pointer: `${pointer}${problem.pointer}` }));
}

function definitionSound(registry: () => Guards): Guard {
  return guard(
    z.strictObject({ definition: pathSchema, texts: pathSchema, key: pathSchema.optional() }),
    ({ definition, texts, key }, context) => {
      const rules = at(context.scope, definition);
      checkKey(context, key, rules);
      const whole = typeof rules === 'object' && rules !== null ? { ...rules, texts: at(context.scope, texts) } : rules;
      // The platform's own definition stands alone; every other is read beside it.
      const beside = key === undefined ? undefined : context.platform.definition;
      const problems = checkDefinition(whole, beside, registry()).flatMap((problem) => {
        const [, rest] = /^\/texts(\/.*|$)/.exec(problem.pointer) ?? [];
        return rest === undefined ? placed(definition, [problem]) : placed(texts, [{ ...problem, pointer: rest }]);
      });
      if (problems.length > 0) refuse('definitionUnsound', {}, problems);
    },
  );
}

const textsSound = guard(z.strictObject({ rules: pathSchema, texts: pathSchema }), ({ rules, texts }, context) => {
  const { definition } = context.decision.rules(String(at(context.scope, rules)));
  const problems = placed(texts, checkTexts(definition, at(context.scope, texts)));
  if (problems.length > 0) refuse('definitionUnsound', {}, problems);
});

const calendarSound = guard(z.strictObject({ calendar: pathSchema, key: pathSchema }), ({ calendar, key }, context) => {
  const value = at(context.scope, calendar);
  checkKey(context, key, value);
  const parsed = calendarSchema.safeParse(value);
  if (parsed.success) return;
  const problems = parsed.error.issues.map((issue) => ({
    pointer: under('', ...issue.path.map(String)),
    reason: 'malformed',
  }));
  refuse('calendarUnsound', {}, placed(calendar, problems.slice(0, 50)));
});

/** The edition that the cycle at hand runs. */
function editionOf(context: CommandContext): RulesPart {
  return context.decision.rules(String(context.primary.fields['rules'])).definition;
}

const settingTyped = guard(z.strictObject({ setting: pathSchema, value: pathSchema }), (parameters, context) => {
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
});

const quotaKnown = guard(z.strictObject({ quota: pathSchema }), ({ quota }, context) => {
  const name = String(at(context.scope, quota));
  if (!Object.hasOwn(editionOf(context).quotas, name)) refuse('settingUnknown', { setting: name });
});

const TIME = /^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/;

const deadlineKnown = guard(
  z.strictObject({ deadline: pathSchema, time: pathSchema }),
  ({ deadline, time }, context) => {
    const name = String(at(context.scope, deadline));
    const known = editionOf(context).deadlines[name];
    if (!known || 'after' in known) refuse('deadlineUnknown', { deadline: name });
    if (!TIME.test(String(at(context.scope, time))))
      refuse('malformed', {}, [{ pointer: '/time', reason: 'malformed' }]);
  },
);

/** A unit is never put below itself. */
const outsideOwnSubtree = guard(
  z.strictObject({ unit: pathSchema, parent: pathSchema }),
  ({ unit, parent }, context) => {
    const own = String(at(context.scope, unit));
    if (unitAndAbove(context.decision, String(at(context.scope, parent)), context.relied).includes(own))
      refuse('wrongUnit', { unit: own });
  },
);

/** The timer that runs ahead of the log's time is sent back. */
const notBefore = guard(z.strictObject({ instant: pathSchema }), ({ instant }, context) => {
  if (context.at < String(at(context.scope, instant))) refuse('conditionNotMet', { command: context.ready.name });
});

/** Every guard there is, for programmes and platform alike. */
export const ALL_GUARDS: Guards = {
  ...GUARDS,
  'definitionSound@1': definitionSound(() => ALL_GUARDS),
  'textsSound@1': textsSound,
  'calendarSound@1': calendarSound,
  'settingTyped@1': settingTyped,
  'quotaKnown@1': quotaKnown,
  'deadlineKnown@1': deadlineKnown,
  'outsideOwnSubtree@1': outsideOwnSubtree,
  'notBefore@1': notBefore,
  ...WATCHING_GUARDS,
};
