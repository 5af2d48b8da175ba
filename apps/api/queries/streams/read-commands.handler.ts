import { Inject } from '@nestjs/common';
import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import { streamParts, type EventStore } from '../../../../libs/engine/ports/event-store.js';
import { CommandService } from '../../../../libs/runtime/command-service.js';
import { knownAbout } from '../../../../libs/runtime/labels.js';
import type { Token } from '../../../../libs/runtime/tokens.js';
import { HttpProblem } from '../../http/http-problem.js';
import { STORE, ZONE } from '../../http/injection-tokens.js';
import { describeRejection } from '../../http/problem-document.js';
import { VisibilityService } from '../../visibility/visibility.service.js';

export class ReadCommands extends Query<object> {
  constructor(
    readonly token: Token,
    readonly stream: string,
    readonly cycle: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadCommands)
export class ReadCommandsHandler implements IQueryHandler<ReadCommands> {
  constructor(
    private readonly service: CommandService,
    private readonly visibility: VisibilityService,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(ZONE) private readonly zone: string,
  ) {}

  async execute({ token, stream, cycle }: ReadCommands): Promise<object> {
    if (streamParts(stream).root !== token.root) throw new HttpProblem(404, 'notFound');
    const commands = await this.visibility.allowed(token, stream, cycle);
    if (commands === undefined) throw new HttpProblem(404, 'notFound');
    const { service, store } = this;
    const reasons = commands.flatMap(({ reason }) => reason ?? []);
    const known = await knownAbout({ service, store }, token.root, { stream, cycle }, reasons, this.zone);
    return {
      stream,
      commands: commands.map(({ reason, ...command }) => ({
        ...command,
        ...(reason && { reason: describeRejection(reason, known) }),
      })),
    };
  }
}
