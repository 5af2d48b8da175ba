/** Whether the grant that a token stands for is in force, by the log as it is now. */
import { holdsGrant } from '../../../libs/lifecycle/federation/grants.js';
import type { CommandService } from '../../../libs/runtime/command-service.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';

export async function isGrantInForce(service: CommandService, token: TokenGrant): Promise<boolean> {
  const { root, account } = token;
  return holdsGrant(await service.ask(root, (context) => context.read(`grant-${root}.${account}`)), token);
}
