import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { ReadDeadlines } from './read-deadlines.handler.js';
import { ReadDeliverables } from './read-deliverables.handler.js';
import { ReadQuotas } from './read-quotas.handler.js';
import { ReadRanking } from './read-ranking.handler.js';
import { ReadWork } from './read-work.handler.js';
import { readWork, readDeadlines, readDeliverables, readQuotas, readRanking } from './worklist.routes.js';

@Controller()
export class WorklistController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readWork)
  readWork(@Parsed(readWork) request: ParsedRequest<typeof readWork>) {
    return this.queries.execute(new ReadWork(request));
  }

  @Route(readDeadlines)
  readDeadlines(@Parsed(readDeadlines) request: ParsedRequest<typeof readDeadlines>) {
    return this.queries.execute(new ReadDeadlines(request));
  }

  @Route(readDeliverables)
  readDeliverables(@Parsed(readDeliverables) request: ParsedRequest<typeof readDeliverables>) {
    return this.queries.execute(new ReadDeliverables(request));
  }

  @Route(readQuotas)
  readQuotas(@Parsed(readQuotas) request: ParsedRequest<typeof readQuotas>) {
    return this.queries.execute(new ReadQuotas(request));
  }

  @Route(readRanking)
  readRanking(@Parsed(readRanking) request: ParsedRequest<typeof readRanking>) {
    return this.queries.execute(new ReadRanking(request));
  }
}
