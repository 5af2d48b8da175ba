import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { readHomes } from './federation.routes.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';

export class ReadHomes extends RouteQuery<typeof readHomes> {}

@QueryHandler(ReadHomes)
export class ReadHomesHandler implements IQueryHandler<ReadHomes> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, query } }: ReadHomes): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const shown = await this.lists.listable(token, [{ category: 'home' }]);
    const { root } = token;
    return this.lists.readPage(
      query,
      (paged) => queries.homes({ root, shown, unit: query.unit, ...paged }),
      (rows) =>
        this.lists.presentVisible(
          token,
          rows,
          ({ home }) => `home-${root}.${home}`,
          ({ standings, ...row }, { fields }) => ({ ...row, ...(fields.has('standings') && { standings }) }),
        ),
    );
  }
}
