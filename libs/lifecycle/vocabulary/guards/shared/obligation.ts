import { refuse } from '../../../definition/refuse.js';
import { pathSchema } from '../../../language/fields.js';
import { at } from '../../../language/paths.js';
import { lookUp, type LookedUp } from '../../../obligations/lookup.js';
import type { Obligation } from '../../../obligations/schedule.js';
import type { CommandContext } from '../../command-context.js';

/** What a subject owes by a deadline, for the guards of reminders and missed deadlines. */
export const aboutSchema = {
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
export function obligationAt(
  context: CommandContext,
  about: About,
): { readonly watched: LookedUp; readonly obligation: Obligation } {
  const said = (path: string | undefined): unknown => (path === undefined ? undefined : at(context.scope, path));
  const cycle = said(about.cycle);
  const { decision, primary, relied } = context;
  const watched = lookUp(decision, primary.stream, typeof cycle === 'string' ? cycle : undefined, relied);
  if (!watched) return refuse('notFound', { what: 'subject' });
  const deadline = String(said(about.deadline));
  const lateFrom = said(about.lateFrom);
  const obligation = watched.obligations.find((each) => each.deadline === deadline);
  if (!obligation || (lateFrom !== undefined && lateFrom !== obligation.lateFrom))
    return refuse('nothingOwed', { deadline });
  return { watched, obligation };
}
