/** `token create|revoke|list`: what programs and calendars come in with. */
import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Option } from 'commander';
import { readConfiguration } from '../../../libs/runtime/configuration.js';
import { rootsOf } from '../../../libs/runtime/roots.js';
import type { OpenService } from '../../../libs/runtime/open-log.js';
import { readServingFile } from '../../../libs/runtime/serving-file.js';
import { instantInWords } from '../../../libs/lifecycle/messages/format-time.js';
import { openTokens, TOKEN_KINDS, type Token, type TokenKind } from '../../../libs/runtime/tokens.js';
import {
  Asking,
  Doing,
  INVOCATION,
  refused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import { Opened } from '../input/opened-log.js';
import { given, grantsOf, OPERATOR } from '../input/give-command.js';

export interface TokenOptions {
  readonly root: string;
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly kind: TokenKind;
  readonly label: string;
}

export class CreateToken extends Doing {
  constructor(readonly options: TokenOptions) {
    super();
  }
}

@CommandHandler(CreateToken)
export class CreateTokenHandler implements ICommandHandler<CreateToken> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute({ options }: CreateToken): Promise<Answer> {
    const { say } = this.invocation;
    const opened = await this.opened.service();
    const { grant, written } = await this.granted(opened, options);
    const tokens = await openTokens(opened.pool, opened.random);
    const { token, text } = await tokens.create({ ...options, grant });
    const address = options.kind === 'calendar' ? await this.calendarAddress(text) : undefined;
    return {
      json: { ...token, text, granted: written, ...(address === undefined ? {} : { address }) },
      lines: [
        ...(written ? [say('token.granted', { ...options })] : []),
        say('token.made', { id: token.id }),
        text,
        ...(address === undefined ? [] : [say('token.calendar', { address })]),
      ],
    };
  }

  /** Where a calendar program finds the feed, as far as this machine knows. */
  private async calendarAddress(text: string): Promise<string | undefined> {
    const { data, serving } = readConfiguration(this.invocation.environment);
    const base = serving.publicUrl ?? (await readServingFile(data))?.url;
    return base && `${base}/calendars/${text}.ics`;
  }

  /** The grant that the token stands for; put on record when the account has none for this role in this unit. */
  private async granted(
    house: OpenService,
    { root, account, role, unit }: TokenOptions,
  ): Promise<{ grant: string; written: boolean }> {
    const { service } = house;
    if (!(await service.read(`platform-${root}.root`)).chartState) throw refused('root.absent', { root });
    const held = (await grantsOf(service, root, account)).find((each) => each.role === role && each.unit === unit);
    if (held) return { grant: held.grant, written: false };
    // Of its place in the account's stream: no grant of this account, not even a revoked one, was called so.
    const grant = `g${(await service.read(`grant-${root}.${account}`)).rev + 1}`;
    const command = {
      root,
      name: 'grantRole',
      target: { key: { account } },
      input: { grant, role, unit },
      by: OPERATOR,
      key: `grant ${account} ${grant}`,
    };
    await given(house, command, this.invocation);
    return { grant, written: true };
  }
}

export class RevokeToken extends Doing {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RevokeToken)
export class RevokeTokenHandler implements ICommandHandler<RevokeToken> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute({ id }: RevokeToken): Promise<Answer> {
    const opened = await this.opened.service();
    const tokens = await openTokens(opened.pool, opened.random);
    for (const { root } of await rootsOf(opened.store)) {
      if (await tokens.revoke(root, id))
        return { json: { id, root, revoked: true }, lines: [this.invocation.say('token.revoked', { id })] };
    }
    throw refused('token.absent', { id });
  }
}

export class ListTokens extends Asking {
  constructor(readonly root: string | undefined) {
    super();
  }
}

@QueryHandler(ListTokens)
export class ListTokensHandler implements IQueryHandler<ListTokens> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute({ root: wanted }: ListTokens): Promise<Answer> {
    const opened = await this.opened.service();
    const tokens = await openTokens(opened.pool, opened.random);
    const found: Token[] = [];
    const lines: string[] = [];
    for (const { root } of await rootsOf(opened.store))
      if (wanted === undefined || wanted === root) {
        const zone = await this.opened.zone(opened, root);
        const some = await tokens.list(root);
        found.push(...some);
        lines.push(...some.map((token) => this.line(token, zone)));
      }
    return { json: { tokens: found }, lines: lines.length === 0 ? [this.invocation.say('token.none')] : lines };
  }

  private line({ madeAt, revokedAt, ...token }: Token, zone: string): string {
    const { say, language } = this.invocation;
    const told = { ...token, madeAt: instantInWords(language, madeAt, zone) };
    if (revokedAt === undefined) return say('token.line', told);
    return say('token.lineRevoked', { ...told, revokedAt: instantInWords(language, revokedAt, zone) });
  }
}

export const token: CliCommand = {
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
