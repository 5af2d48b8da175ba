import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import type { Token } from '../../../../libs/runtime/tokens.js';
import type { Me } from './me.routes.js';

export class ReadMe extends Query<Me> {
  constructor(readonly token: Token) {
    super();
  }
}

@QueryHandler(ReadMe)
export class ReadMeHandler implements IQueryHandler<ReadMe> {
  execute({ token: { root, account, role, unit, grant } }: ReadMe): Promise<Me> {
    return Promise.resolve({ root, account, role, unit, grant });
  }
}
