import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { HttpProblem } from '../../http/http-problem.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import type { readRanking } from './worklist.routes.js';
import { VisibilityService } from '../../visibility/visibility.service.js';

export class ReadRanking extends RouteQuery<typeof readRanking> {}

@QueryHandler(ReadRanking)
export class ReadRankingHandler implements IQueryHandler<ReadRanking> {
  constructor(
    private readonly lists: ListReader,
    private readonly visibility: VisibilityService,
  ) {}

  async execute({ request: { token, params, query } }: ReadRanking): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const visibility = await this.visibility.require(token, `cycle-${token.root}.${params.cycle}`);
    const seen = visibility.always('rankingFixed');
    if (seen !== 'all' && !seen?.has('entries')) throw new HttpProblem(404, 'notFound');
    return { rows: await queries.ranking({ root: token.root, cycle: params.cycle, shown: { anywhere: true } }) };
  }
}
