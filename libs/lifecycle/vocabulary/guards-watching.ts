/** Guards of reminders, escalations and missed deadlines: what is put on record beside a subject must be true of it. */
import { z } from 'zod';
import type { Problem } from '../../engine/decide/rejection.js';
import { type CommandContext } from './command-context.js';
import { refuse } from '../definition/refuse.js';
import { pathSchema } from '../language/fields.js';
import { type Guards, guard } from './guards.js';
import { at } from '../language/paths.js';
import { lookAt, type Watched } from '../obligations/lookup.js';
import { isDone, isMissed, type Obligation, stepsOf } from '../obligations/schedule.js';

const aboutSchema = {
  deadline: pathSchema,
  /** The first late instant that the command goes by: another one by now means that the date was moved. */
  lateFrom: pathSchema.optional(),
  /** Id of the cycle, for a subject that outlives cycles. */
  cycle: pathSchema.optional(),
};
type About = { readonly [part in keyof typeof aboutSchema]?: string | undefined };

/**
 * What the watched subject owes by this deadline now. It and its cycle must still stand so when the facts are written:
 * what is handed in, or put off, in between makes the command be decided anew.
 */
function owed(context: CommandContext, about: About): { readonly watched: Watched; readonly obligation: Obligation } {
  const said = (path: string | undefined): unknown => (path === undefined ? undefined : at(context.scope, path));
  const cycle = said(about.cycle);
  const { decision, primary, relied } = context;
  const watched = lookAt(decision, primary.stream, typeof cycle === 'string' ? cycle : undefined, relied);
  if (!watched) return refuse('notFound', { what: 'subject' });
  const deadline = String(said(about.deadline));
  const lateFrom = said(about.lateFrom);
  const obligation = watched.obligations.find((each) => each.deadline === deadline);
  if (!obligation || (lateFrom !== undefined && lateFrom !== obligation.lateFrom))
    return refuse('nothingOwed', { deadline });
  return { watched, obligation };
}

const owes = guard(z.strictObject(aboutSchema), (about, context) => void owed(context, about));

/** A deadline that is not on record as missed yet. */
const newlyMissed = guard(z.strictObject(aboutSchema), (about, context) => {
  const { obligation } = owed(context, about);
  if (isMissed(context.primary, obligation)) refuse('alreadyDone', { deadline: obligation.deadline });
});

/** A step of the cycle's reminders whose time has come and which was not sent, nor a later one in its place. */
const stepDue = guard(
  z.strictObject({ ...aboutSchema, step: pathSchema, role: pathSchema.optional() }),
  ({ step: path, role, ...about }, context) => {
    const { watched, obligation } = owed(context, about);
    const name = at(context.scope, path);
    const escalates = role !== undefined;
    const step = stepsOf(watched.cycle, obligation, watched.zone).find(
      (each) => each.step === name && (each.kind === 'escalation') === escalates,
    );
    if (!step || context.at < step.at || (escalates && step.role !== at(context.scope, role)))
      return refuse('conditionNotMet', { command: context.ready.name });
    if (isDone(step, context.primary, obligation)) refuse('alreadyDone', { deadline: obligation.deadline });
  },
);

const TIME_OF_DAY = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;

interface Row {
  readonly days: number;
  readonly time: string;
  readonly role?: string;
}

/** Times of day, no day twice in a table, roles that the edition or the platform knows. */
const remindersSound = guard(z.strictObject({ tables: z.array(pathSchema).min(1).max(5) }), ({ tables }, context) => {
  const { roles } = context.decision.rules(String(context.primary.fields['rules'])).definition;
  const known = { ...context.platform.definition.roles, ...roles };
  const problems = tables.flatMap((path) => {
    const rows = (at(context.scope, path) ?? []) as readonly Row[];
    const days = rows.map((row) => row.days);
    const pointer = `/${path.split('.').slice(1).join('/')}`;
    return rows.flatMap((row, index): Problem[] => [
      ...(TIME_OF_DAY.test(row.time) ? [] : [{ pointer: `${pointer}/${index}/time`, reason: 'malformed' }]),
      ...(days.indexOf(row.days) === index ? [] : [{ pointer: `${pointer}/${index}/days`, reason: 'nameTwice' }]),
      ...(row.role === undefined || Object.hasOwn(known, row.role)
        ? []
        : [{ pointer: `${pointer}/${index}/role`, reason: 'roleUnknown', params: { role: row.role } }]),
    ]);
  });
  if (problems.length > 0) refuse('malformed', {}, problems);
});

export const WATCHING_GUARDS: Guards = {
  'owes@1': owes,
  'newlyMissed@1': newlyMissed,
  'stepDue@1': stepDue,
  'remindersSound@1': remindersSound,
};
