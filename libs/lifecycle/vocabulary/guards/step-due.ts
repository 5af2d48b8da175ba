import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { isDone, stepsOf } from '../../obligations/schedule.js';
import { guard } from './guard.js';
import { aboutSchema, obligationAt } from './shared/obligation.js';

/** A step of the cycle's reminders whose time has come and which was not sent, nor a later one in its place. */
export const stepDue = guard({
  parameters: z.strictObject({ ...aboutSchema, step: pathSchema, role: pathSchema.optional() }),
  judge: ({ step: path, role, ...about }, context) => {
    const { watched, obligation } = obligationAt(context, about);
    const name = at(context.scope, path);
    const escalates = role !== undefined;
    const step = stepsOf(watched.cycle, obligation, watched.zone).find(
      (each) => each.step === name && (each.kind === 'escalation') === escalates,
    );
    if (!step || context.at < step.at || (escalates && step.role !== at(context.scope, role)))
      return refuse('conditionNotMet', { command: context.ready.name });
    if (isDone(step, context.primary, obligation)) refuse('alreadyDone', { deadline: obligation.deadline });
  },
});
