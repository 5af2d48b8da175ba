import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { type TokenKind, openTokens } from '../../../../libs/runtime/tokens.js';
import { readConfiguration } from '../../../../libs/runtime/configuration.js';
import { readServingFile } from '../../../../libs/runtime/serving-file.js';
import type { OpenService } from '../../../../libs/runtime/open-log.js';
import { CliCommand, INVOCATION, type Invocation, type Answer, refusal } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { grantsOf, OPERATOR, giveCommand } from '../../give/give-command.js';

export interface TokenOptions {
  readonly root: string;
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly kind: TokenKind;
  readonly label: string;
}

export class CreateToken extends CliCommand {
  constructor(readonly options: TokenOptions) {
    super();
  }
}

@CommandHandler(CreateToken)
export class CreateTokenHandler implements ICommandHandler<CreateToken> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
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
    opened: OpenService,
    { root, account, role, unit }: TokenOptions,
  ): Promise<{ grant: string; written: boolean }> {
    const { service } = opened;
    if (!(await service.read(`platform-${root}.root`)).chartState) throw refusal('root.absent', { root });
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
    await giveCommand(opened, command, this.invocation);
    return { grant, written: true };
  }
}
