/** `token create|revoke|list`: what programs and calendars come in with. */
import { Option } from 'commander';
import { TOKEN_KINDS } from '../../../../libs/runtime/tokens.js';
import type { CommandDeclaration } from '../../invocation/invocation.js';
import { CreateTokenHandler, type TokenOptions, CreateToken } from './create-token.handler.js';
import { RevokeTokenHandler, RevokeToken } from './revoke-token.handler.js';
import { ListTokensHandler, ListTokens } from './list-tokens.handler.js';

export const token: CommandDeclaration = {
  handlers: [CreateTokenHandler, RevokeTokenHandler, ListTokensHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('token').description(say('help.token'));
    group
      .command('create')
      .description(say('help.token.create'))
      .requiredOption('--root <root>', say('help.option.root'))
      .requiredOption('--account <account>', say('help.token.account'))
      .requiredOption('--role <role>', say('help.token.role'))
      .requiredOption('--unit <unit>', say('help.token.unit'))
      .addOption(new Option('--kind <kind>', say('help.token.kind')).choices([...TOKEN_KINDS]).default('bearer'))
      .option('--label <text>', say('help.token.label'), '')
      .action((options: TokenOptions) => dispatch(new CreateToken(options)));
    group
      .command('revoke')
      .description(say('help.token.revoke'))
      .argument('<id>', say('help.token.id'))
      .action((id: string) => dispatch(new RevokeToken(id)));
    group
      .command('list')
      .description(say('help.token.list'))
      .option('--root <root>', say('help.option.root'))
      .action(({ root }: { root?: string }) => dispatch(new ListTokens(root)));
  },
};
