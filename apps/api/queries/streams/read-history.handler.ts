import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import type { Token } from '../../../../libs/runtime/tokens.js';
import type { ParsedRequest } from '../../http/parse-request.pipe.js';
import type { readHistory } from './streams.routes.js';
import { FactPresenter } from '../../visibility/fact-presenter.js';
import { VisibilityService } from '../../visibility/visibility.service.js';

export class ReadHistory extends Query<object> {
  constructor(
    readonly token: Token,
    readonly stream: string,
    readonly query: ParsedRequest<typeof readHistory>['query'],
  ) {
    super();
  }
}

@QueryHandler(ReadHistory)
export class ReadHistoryHandler implements IQueryHandler<ReadHistory> {
  constructor(
    private readonly presenter: FactPresenter,
    private readonly visibility: VisibilityService,
  ) {}

  async execute({ token, stream, query: { at, limit, cursor } }: ReadHistory): Promise<object> {
    const visibility = await this.visibility.require(token, stream);
    const page = await this.presenter.presentPage(visibility, stream, {
      from: cursor,
      limit,
      ...(at && { until: at }),
    });
    return { stream, ...page };
  }
}
