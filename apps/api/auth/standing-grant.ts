/** Whether the grant that a token stands for still stands in the log. */
import { holdsGrant } from '../../../libs/lifecycle/federation/grants.js';
import type { Hearth } from '../../../libs/runtime/command-service.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';

export async function standingGrant(hearth: Hearth, token: TokenGrant): Promise<boolean> {
  const { root, account } = token;
  return holdsGrant(await hearth.engine.ask(root, (world) => world.read(`grant-${root}.${account}`)), token);
}
