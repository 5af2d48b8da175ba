import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { rootsOf } from '../../../../libs/runtime/roots.js';
import { CliQuery, INVOCATION, type Invocation, type Answer } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';

export class ListRoots extends CliQuery {}

@QueryHandler(ListRoots)
export class ListRootsHandler implements IQueryHandler<ListRoots> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute(): Promise<Answer> {
    const { say } = this.invocation;
    const { store } = await this.opened.log();
    const roots = await rootsOf(store);
    const lines = roots.map(({ root, nature }) => `${root}  ${say(`nature.${nature}`)}`);
    return { json: { roots }, lines: lines.length === 0 ? [say('serve.noRoot')] : lines };
  }
}
