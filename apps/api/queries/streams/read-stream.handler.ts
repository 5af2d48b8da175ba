import { Inject } from '@nestjs/common';
import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '../../../../libs/engine/ports/event-store.js';
import { CommandService } from '../../../../libs/runtime/command-service.js';
import { foldedAt } from '../../../../libs/runtime/stream-history.js';
import type { Token } from '../../../../libs/runtime/tokens.js';
import { HttpProblem } from '../../http/http-problem.js';
import { STORE } from '../../http/injection-tokens.js';
import { HttpResponse } from '../../http/response.interceptor.js';
import { VisibilityService, fieldsIn } from '../../visibility/visibility.service.js';

export class ReadStream extends Query<HttpResponse> {
  constructor(
    readonly token: Token,
    readonly stream: string,
    readonly at: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadStream)
export class ReadStreamHandler implements IQueryHandler<ReadStream> {
  constructor(
    private readonly service: CommandService,
    private readonly visibility: VisibilityService,
    @Inject(STORE) private readonly store: EventStore,
  ) {}

  async execute({ token, stream, at }: ReadStream): Promise<HttpResponse> {
    const visibility = await this.visibility.require(token, stream);
    const folded =
      at === undefined ? visibility.folded : await foldedAt(this.store, stream, at, this.service.published);
    if (!folded.chartState) throw new HttpProblem(404, 'notFound');
    const { rev, at: changed, rules } = folded;
    const stage = visibility.visibleStage(folded.chartState.stage);
    const fields = fieldsIn(visibility, folded);
    return new HttpResponse({ stream, rev, at: changed, rules, stage, fields }, { etag: `"${rev}"` });
  }
}
