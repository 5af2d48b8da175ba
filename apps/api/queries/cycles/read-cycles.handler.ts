import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Visibility } from '../../../../libs/lifecycle/visibility/visibility.js';
import type { CycleRow } from '../../../../libs/views/models/rows.js';
import type { readCycles } from './cycles.routes.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import { fieldsIn } from '../../visibility/visibility.service.js';

export class ReadCycles extends RouteQuery<typeof readCycles> {}

@QueryHandler(ReadCycles)
export class ReadCyclesHandler implements IQueryHandler<ReadCycles> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, query } }: ReadCycles): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const shown = await this.lists.listable(token, [{ category: 'cycle' }]);
    return this.lists.readPage(
      query,
      (paged) => queries.cycles({ root: token.root, shown, ...paged }),
      (rows) => this.lists.presentVisible(token, rows, ({ cycle }) => `cycle-${token.root}.${cycle}`, presentCycle),
    );
  }
}

function presentCycle({ cycle, unit, slug, edition, rules }: CycleRow, visibility: Visibility) {
  const { stage, folded } = visibility;
  return { cycle, unit, stage, rev: folded.rev, slug, edition, rules, fields: fieldsIn(visibility) };
}
