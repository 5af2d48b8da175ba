import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../libs/runtime/clock.js';
import { CLOCK } from '../../http/injection-tokens.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import { presentRows, presentWorkRow } from './present-rows.js';
import type { readDeadlines } from './worklist.routes.js';

export class ReadDeadlines extends RouteQuery<typeof readDeadlines> {}

@QueryHandler(ReadDeadlines)
export class ReadDeadlinesHandler implements IQueryHandler<ReadDeadlines> {
  constructor(
    private readonly lists: ListReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ request: { token, params, query } }: ReadDeadlines): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const { root } = token;
    const { cycle } = params;
    const shown = await this.lists.listableInCycle(token, cycle);
    const lateAt = query.overdue === undefined ? undefined : new Date(this.clock.now()).toISOString();
    const { deadline, unit } = query;
    return this.lists.readPage(
      query,
      (paged) => queries.obligations({ root, cycle, shown, deadline, unit, lateAt, ...paged }),
      (rows) => presentRows(this.lists, token, rows, presentWorkRow),
    );
  }
}
