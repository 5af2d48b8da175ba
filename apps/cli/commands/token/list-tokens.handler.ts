import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { openTokens, type Token } from '../../../../libs/runtime/tokens.js';
import { rootsOf } from '../../../../libs/runtime/roots.js';
import { instantInWords } from '../../../../libs/lifecycle/messages/format-time.js';
import { CliQuery, INVOCATION, type Invocation, type Answer } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';

export class ListTokens extends CliQuery {
  constructor(readonly root: string | undefined) {
    super();
  }
}

@QueryHandler(ListTokens)
export class ListTokensHandler implements IQueryHandler<ListTokens> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
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
