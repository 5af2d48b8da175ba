/** Deliverables: when what a command hands in is due, whether it is late, and what follows from that. */
import { type CommandContext } from '../vocabulary/command-context.js';
import { refuse } from '../definition/refuse.js';
import { isLate } from '../calendar/deadline.js';
import { at } from '../language/paths.js';
import { lateFromOf } from '../obligations/due-dates.js';
import { unitOf } from './access-policy.js';

/** The first instant that is late for this unit: its own extension, else everybody's deadline. Undefined: none is set. */
export function lateFrom(context: CommandContext, deadline: string): string | undefined {
  return lateFromOf(context.cycle, context.primary, deadline, unitOf(context));
}

/**
 * Judges lateness where the command delivers a leg. Paper counts by the date it was received, what is submitted in the
 * system by log time. What follows is a setting of the cycle: `refuse`, `reason` or `warn`; unset means warn.
 */
export function judgeLateness(context: CommandContext): void {
  const { delivers } = context.ready.definition;
  if (!delivers) return;
  const deliverable = context.programme.definition.deliverables[delivers.deliverable];
  if (!deliverable) throw new Error(`no deliverable ${delivers.deliverable}`);
  const from = lateFrom(context, deliverable.due);
  if (from === undefined) return;
  const received = delivers.receivedOn === undefined ? undefined : at(context.scope, delivers.receivedOn);
  const { zone } = context.programme.definition;
  context.late = isLate(typeof received === 'string' ? { date: received } : { instant: context.at }, from, zone);
  if (!context.late) return;
  const settings = (context.cycle?.fields['settings'] ?? {}) as Readonly<Record<string, unknown>>;
  const policy = settings[deliverable.lateness];
  const params = { deliverable: delivers.deliverable, leg: delivers.leg, deadline: deliverable.due, lateFrom: from };
  if (policy === 'refuse') refuse('late', params);
  const reason = delivers.lateReason === undefined ? undefined : at(context.scope, delivers.lateReason);
  if (policy === 'reason' && reason === undefined) refuse('lateReasonMissing', params);
}
