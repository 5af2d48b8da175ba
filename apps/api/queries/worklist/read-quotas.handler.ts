import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListReader } from '../list-reader.js';
import { RouteQuery } from '../route-query.js';
import { QuotaVisibility } from './quota-visibility.js';
import type { readQuotas } from './worklist.routes.js';

export class ReadQuotas extends RouteQuery<typeof readQuotas> {}

@QueryHandler(ReadQuotas)
export class ReadQuotasHandler implements IQueryHandler<ReadQuotas> {
  constructor(
    private readonly lists: ListReader,
    private readonly quotas: QuotaVisibility,
  ) {}

  async execute({ request: { token, params, query } }: ReadQuotas): Promise<object> {
    const queries = await this.lists.queriesAt(query.after);
    const rows = [];
    for (const [shown, quotas] of await this.quotas.visibleQuotas(token, params.cycle)) {
      const found = await queries.quotas({ root: token.root, cycle: params.cycle, shown });
      rows.push(...found.filter(({ quota }) => quotas.has(quota)));
    }
    return { rows };
  }
}
