import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { openTokens } from '../../../../libs/runtime/tokens.js';
import { rootsOf } from '../../../../libs/runtime/roots.js';
import { CliCommand, INVOCATION, type Invocation, type Answer, refusal } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';

export class RevokeToken extends CliCommand {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RevokeToken)
export class RevokeTokenHandler implements ICommandHandler<RevokeToken> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ id }: RevokeToken): Promise<Answer> {
    const opened = await this.opened.service();
    const tokens = await openTokens(opened.pool, opened.random);
    for (const { root } of await rootsOf(opened.store)) {
      if (await tokens.revoke(root, id))
        return { json: { id, root, revoked: true }, lines: [this.invocation.say('token.revoked', { id })] };
    }
    throw refusal('token.absent', { id });
  }
}
