import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import { presentRows, presentWorkRow } from './present-rows.js';
import type { readWork } from './worklist.routes.js';

export class ReadWork extends RouteQuery<typeof readWork> {}

@QueryHandler(ReadWork)
export class ReadWorkHandler implements IQueryHandler<ReadWork> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, query } }: ReadWork): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const { root, role } = token;
    const running = await queries.cycles({ root, shown: { anywhere: true }, limit: 500 });
    const wanted: { category: string; cycle: string }[] = [];
    for (const { cycle, closed } of running.rows) {
      if (closed) continue;
      for (const category of ['cycle', ...(await this.lists.categoriesOf(token, cycle))])
        wanted.push({ category, cycle });
    }
    const shown = await this.lists.listable(token, wanted);
    return this.lists.readPage(
      query,
      (paged) => queries.work({ root, role, shown, unit: query.unit, ...paged }),
      (rows) => presentRows(this.lists, token, rows, presentWorkRow),
    );
  }
}
