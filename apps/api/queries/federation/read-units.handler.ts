import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { readUnits } from './federation.routes.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';

export class ReadUnits extends RouteQuery<typeof readUnits> {}

@QueryHandler(ReadUnits)
export class ReadUnitsHandler implements IQueryHandler<ReadUnits> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, query } }: ReadUnits): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const shown = await this.lists.listable(token, [{ category: 'unit' }]);
    const { below, cursor: after, limit } = query;
    return queries.units({ root: token.root, shown, below, after, limit });
  }
}
