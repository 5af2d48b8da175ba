/** What a home has become: the register entries that `holdsStanding@1` and `lacksStanding@1` ask for. */
import { z } from 'zod';
import type { GuardUse } from '../../../check/review.js';
import { nameSchema } from '../../../language/fields.js';
import { isMember } from '../../../language/paths.js';
import type { CommandContext } from '../../command-context.js';

/** `home`: an alias of a home; `standing`: a register of the definition. */
export const standingParameters = z.strictObject({ home: nameSchema, standing: nameSchema });

export function checkStanding({ home, standing }: z.infer<typeof standingParameters>, use: GuardUse): void {
  use.alias(home, 'home', 'home');
  use.standing(standing, 'standing');
}

export function hasStanding(
  { home, standing }: z.infer<typeof standingParameters>,
  { aliases }: CommandContext,
): boolean {
  return isMember(aliases.get(home)?.folded[0]?.fields['standings'], standing);
}
