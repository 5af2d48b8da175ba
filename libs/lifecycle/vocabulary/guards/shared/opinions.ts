import type { CommandContext } from '../../command-context.js';

/** The opinions that a deliverable's form asks for. */
export function opinionsOf(
  context: CommandContext,
  deliverable: string,
): { of: readonly string[]; order: 'inOrder' | 'together' | 'anyOne' } {
  const opinions = context.programme.definition.deliverables[deliverable]?.opinions;
  if (!opinions) throw new Error(`${deliverable} asks for no opinions`);
  return opinions;
}
