import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { virtualTime } from '../../../../libs/runtime/clock.js';
import { instantInWords } from '../../../../libs/lifecycle/messages/format-time.js';
import { CliQuery, INVOCATION, type Invocation, type Answer } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';

export class ShowClock extends CliQuery {}

@QueryHandler(ShowClock)
export class ShowClockHandler implements IQueryHandler<ShowClock> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute(): Promise<Answer> {
    const { say, language } = this.invocation;
    const log = await this.opened.log();
    const at = await virtualTime(log.pool);
    const now = new Date(at ?? Date.now()).toISOString();
    const kind = at === undefined ? 'real' : 'virtual';
    const told = instantInWords(language, now, await this.opened.zone(log));
    return { json: { now, kind }, lines: [say(`clock.${kind}`, { now: told })] };
  }
}
