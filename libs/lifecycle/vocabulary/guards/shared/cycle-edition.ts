/** The edition that a cycle runs. */
import type { RulesPart } from '../../../definition/compile-programme.js';
import type { CommandContext } from '../../command-context.js';

/** Of a command on a cycle: the definition whose hash the cycle pins. */
export function editionOf(context: CommandContext): RulesPart {
  return context.decision.rules(String(context.primary.fields['rules'])).definition;
}
