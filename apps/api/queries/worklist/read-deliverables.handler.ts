import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import { presentRows, presentDeliverableRow } from './present-rows.js';
import type { readDeliverables } from './worklist.routes.js';

export class ReadDeliverables extends RouteQuery<typeof readDeliverables> {}

@QueryHandler(ReadDeliverables)
export class ReadDeliverablesHandler implements IQueryHandler<ReadDeliverables> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, params, query } }: ReadDeliverables): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const { root } = token;
    const { cycle } = params;
    const shown = await this.lists.listableInCycle(token, cycle);
    return this.lists.readPage(
      query,
      (paged) => queries.deliverables({ root, cycle, shown, unit: query.unit, ...paged }),
      (rows) => presentRows(this.lists, token, rows, presentDeliverableRow),
    );
  }
}
