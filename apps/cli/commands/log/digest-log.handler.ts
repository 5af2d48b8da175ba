import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { digestLog } from '../../../../libs/store/transfer/transfer.js';
import { listStreams } from '../../../../libs/engine/verify/verify-stream.js';
import { CliQuery, INVOCATION, type Invocation, type Answer } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';

export class DigestLog extends CliQuery {}

@QueryHandler(DigestLog)
export class DigestLogHandler implements IQueryHandler<DigestLog> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute(): Promise<Answer> {
    const { store } = await this.opened.log();
    const digest = await digestLog(store);
    const heads = await store.heads(await listStreams(store));
    const facts = heads.reduce((sum, head) => sum + head + 1, 0);
    return { json: { digest, facts }, lines: [this.invocation.say('log.digest', { digest, facts })] };
  }
}
