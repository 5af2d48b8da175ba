/** Whether this process lives and can serve, for whoever starts, stops and balances it. */
import { Controller, Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Answer } from '../http/http-types.js';
import { API, type Api } from '../http/api-parts.js';
import { route, Serves } from '../http/route.js';

const open = { method: 'GET', access: 'public', tag: 'operation' } as const;

const readLive = route({
  ...open,
  path: '/health/live',
  summary: 'The process answers',
  answer: z.object({ live: z.literal(true) }),
});

const readReady = route({
  ...open,
  path: '/health/ready',
  summary: 'Commands can be taken and lists shown; 503 with the same answer where not',
  answer: z.object({
    ready: z.boolean(),
    store: z.string(),
    viewsBehind: z.int().nullable().meta({ description: 'Facts that the lists have not seen.' }),
    queue: z.string(),
    worker: z.boolean().meta({ description: 'This process follows the log.' }),
  }),
  problems: [503],
});

class ReadReady extends Query<Answer> {}

@QueryHandler(ReadReady)
export class ReadReadyHandler implements IQueryHandler<ReadReady> {
  constructor(@Inject(API) private readonly api: Api) {}

  async execute(): Promise<Answer> {
    const found = await this.api.ready();
    return new Answer(found, {}, found.ready ? 200 : 503);
  }
}

@Controller()
export class HealthController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readLive)
  live() {
    return { live: true };
  }

  @Serves(readReady)
  ready() {
    return this.bus.execute(new ReadReady());
  }
}
