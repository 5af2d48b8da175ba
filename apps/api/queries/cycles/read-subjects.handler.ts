import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Visibility } from '../../../../libs/lifecycle/visibility/visibility.js';
import type { SubjectRow } from '../../../../libs/views/models/rows.js';
import type { readSubjects } from './cycles.routes.js';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import { fieldsIn } from '../../visibility/visibility.service.js';

export class ReadSubjects extends RouteQuery<typeof readSubjects> {}

@QueryHandler(ReadSubjects)
export class ReadSubjectsHandler implements IQueryHandler<ReadSubjects> {
  constructor(private readonly lists: ListReader) {}

  async execute({ request: { token, params, query } }: ReadSubjects): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const { cycle } = params;
    const { category, stage, unit, holder } = query;
    const shown = await this.lists.listableInCycle(token, cycle, category);
    return this.lists.readPage(
      query,
      (paged) => queries.subjects({ root: token.root, shown, cycle, category, stage, unit, holder, ...paged }),
      (rows) =>
        this.lists.presentVisible(
          token,
          rows,
          ({ stream }) => stream,
          (row, visibility) => presentSubject(row, visibility, { stage, holder }),
        ),
    );
  }
}

/** A row as it may be told. One that was found by what may not be told of it is not there. */
function presentSubject(
  { stream, category, cycle, unit, closed, holders, stage }: SubjectRow,
  visibility: Visibility,
  by: { readonly stage: string | undefined; readonly holder: string | undefined },
) {
  const told = visibility.stage;
  const whole = told === stage;
  const within = by.stage === undefined || told === by.stage || (told?.startsWith(`${by.stage}.`) ?? false);
  if (!within || (by.holder !== undefined && !whole)) return undefined;
  const { rev, at } = visibility.folded;
  return {
    stream,
    category,
    cycle,
    unit,
    stage: told,
    ...(whole && { closed, holders }),
    rev,
    at,
    fields: fieldsIn(visibility),
  };
}
