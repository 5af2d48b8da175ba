import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { VisibleRows } from '../../../../libs/views/models/rows.js';
import type { readRegister } from './federation.routes.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';

export class ReadRegister extends RouteQuery<typeof readRegister> {}

@QueryHandler(ReadRegister)
export class ReadRegisterHandler implements IQueryHandler<ReadRegister> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, params, query } }: ReadRegister): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const { root, role, unit: own } = token;
    // Homes are listed for all, their standings are not: looked for where they may be, then judged one by one.
    const shown: VisibleRows = role === 'operator' ? { anywhere: true } : { any: [{ subtree: own }] };
    const { standing } = params;
    return this.lists.readPage(
      query,
      (paged) => queries.registers({ root, shown, standing, unit: query.unit, ...paged }),
      (rows) =>
        this.lists.presentVisible(
          token,
          rows,
          ({ home }) => `home-${root}.${home}`,
          (row, { fields }) => (fields.has('standings') ? row : undefined),
        ),
    );
  }
}
