import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Token } from '../../../../libs/runtime/tokens.js';
import type { ViewQueries } from '../../../../libs/views/queries/view-queries.js';
import type { readCounts } from './cycles.routes.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';

export class ReadCounts extends RouteQuery<typeof readCounts> {}

/** Larger categories are left out: to count them takes looking at the visibility of each subject. */
const MAX_COUNTED = 20_000;
const PAGE = 500;

@QueryHandler(ReadCounts)
export class ReadCountsHandler implements IQueryHandler<ReadCounts> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, params, query } }: ReadCounts): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const categories = await this.lists.categoriesOf(token, params.cycle);
    const wanted = categories.filter((each) => query.category === undefined || each === query.category);
    const counts = new Map<string, { category: string; stage: string | null; count: number }>();
    for (const category of wanted) {
      for (const [stage, count] of await this.count(queries, token, params.cycle, category))
        counts.set(`${category} ${stage}`, { category, stage, count });
    }
    return { rows: [...counts.values()] };
  }

  /** Counted by the stage that may be seen: stages that are shown as one are counted as one. */
  private async count(
    queries: ViewQueries,
    token: Token,
    cycle: string,
    category: string,
  ): Promise<ReadonlyMap<string | null, number>> {
    const shown = await this.lists.listable(token, [{ category, cycle }]);
    const counts = new Map<string | null, number>();
    let after: string | undefined;
    for (let seen = 0; seen < MAX_COUNTED; seen += PAGE) {
      const page = await queries.subjects({ root: token.root, shown, cycle, category, after, limit: PAGE });
      const streams = page.rows.map(({ stream }) => stream);
      for (const visibility of await this.lists.visibilitiesOf(token, streams)) {
        const stage = visibility?.stage ?? null;
        if (visibility) counts.set(stage, (counts.get(stage) ?? 0) + 1);
      }
      after = page.next;
      if (after === undefined) return counts;
    }
    return new Map();
  }
}
