import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListReader } from '../list-reader.js';
import type { readProgrammes } from './programmes.routes.js';
import { RouteQuery } from '../route-query.js';

export class ReadProgrammes extends RouteQuery<typeof readProgrammes> {}

@QueryHandler(ReadProgrammes)
export class ReadProgrammesHandler implements IQueryHandler<ReadProgrammes> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, query } }: ReadProgrammes): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    return this.lists.readPage(
      query,
      (paged) => queries.programmes({ root: token.root, ...paged }),
      (rows) =>
        this.lists.presentVisible(
          token,
          rows,
          ({ id }) => `programme-${token.root}.${id}`,
          (row) => row,
        ),
    );
  }
}
