/** Who the token says one is. */
import { Controller, Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Token } from '../../../libs/runtime/tokens.js';
import { Request, route, Serves, type Asked } from '../http/route.js';

const meSchema = z
  .object({ root: z.string(), account: z.string(), role: z.string(), unit: z.string(), grant: z.string() })
  .meta({ id: 'Me' });
type Me = z.infer<typeof meSchema>;

const readMe = route({
  method: 'GET',
  path: '/v1/me',
  access: 'token',
  tag: 'access',
  summary: 'Who the token stands for',
  answer: meSchema,
});

class ReadMe extends Query<Me> {
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

@Controller()
export class MeController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readMe)
  me(@Request(readMe) asked: Asked<typeof readMe>) {
    return this.bus.execute(new ReadMe(asked.token));
  }
}
