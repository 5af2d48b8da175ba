/** Whether the grant that a token stands for still stands in the log. */
import type { Hearth } from '../assembly/hearth.js';
import type { TokenGrant } from '../assembly/tokens.js';

export async function standingGrant(hearth: Hearth, token: TokenGrant): Promise<boolean> {
  const { root, account, role, unit, grant } = token;
  const { fields } = await hearth.engine.ask(root, (world) => world.read(`grant-${root}.${account}`));
  const [roles, units] = [fields['roles'], fields['units']] as (Readonly<Record<string, string>> | undefined)[];
  return heldAt(roles, grant) === role && heldAt(units, grant) === unit;
}

function heldAt(map: Readonly<Record<string, string>> | undefined, grant: string): string | undefined {
  return map && Object.hasOwn(map, grant) ? map[grant] : undefined;
}
