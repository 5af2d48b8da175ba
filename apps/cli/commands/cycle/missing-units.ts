import type { CommandService } from '../../../../libs/runtime/command-service.js';
import { unitsMissing } from '../../../../libs/lifecycle/obligations/lookup.js';
import type { Answer, Invocation } from '../../invocation/invocation.js';

/** With the units that have places and are not there to act, so that somebody notices before a date passes. */
export async function addMissingUnits(
  service: CommandService,
  root: string,
  cycle: string,
  answer: Answer,
  { say }: Invocation,
): Promise<Answer> {
  const missing = await service.ask(root, (context) => unitsMissing(context, cycle));
  if (missing.length === 0) return answer;
  const line = say('cycle.missing', { units: missing.join(', ') });
  return { json: { ...(answer.json as object), missing }, lines: [...answer.lines, line] };
}
