/** The log: where it ends, and what happens in it. */
import { Controller, Inject, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Cursor } from '../../../libs/engine/ports/event-store.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { Feeds } from '../feeds/feeds.js';
import type { HttpReply } from '../http/http-types.js';
import { API, type Api } from '../http/api-parts.js';
import { Places } from './cursors.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import { cursorSchema } from '../http/schemas.js';

const readHead = route({
  method: 'GET',
  path: '/v1/log/head',
  access: 'token',
  tag: 'log',
  summary: 'Where the log ends now',
  answer: z.object({ cursor: cursorSchema.nullable() }),
  problems: [503],
});

const readFeed = route({
  method: 'GET',
  path: '/v1/feed',
  access: 'token',
  tag: 'log',
  summary: 'What happens, as it happens: server-sent events of the facts that may be seen',
  query: z.strictObject({
    from: z.enum(['now', 'beginning']).default('now').meta({ description: 'Where to begin without a cursor.' }),
    after: cursorSchema.optional(),
  }),
  headers: z.object({ 'last-event-id': cursorSchema.optional() }),
  answer: { mediaType: 'text/event-stream' },
  problems: [422, 429, 503],
});

class ReadHead extends Query<object> {}

@QueryHandler(ReadHead)
export class ReadHeadHandler implements IQueryHandler<ReadHead> {
  constructor(@Inject(API) private readonly api: Api) {}

  async execute(): Promise<object> {
    return { cursor: (await this.api.store.head()) ?? null };
  }
}

class FollowFeed extends Query<void> {
  constructor(
    readonly token: Token,
    readonly after: Cursor | undefined,
    readonly from: 'now' | 'beginning',
    readonly reply: HttpReply,
  ) {
    super();
  }
}

@QueryHandler(FollowFeed)
export class FollowFeedHandler implements IQueryHandler<FollowFeed> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Places) private readonly places: Places,
    @Inject(Feeds) private readonly feeds: Feeds,
  ) {}

  async execute({ token, after, from, reply }: FollowFeed): Promise<void> {
    if (after !== undefined) await this.places.known(after);
    const begin = after ?? (from === 'now' ? await this.api.store.head() : undefined);
    await this.feeds.follow(token, begin, reply);
  }
}

@Controller()
export class LogController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readHead)
  head(@Request(readHead) _asked: Asked<typeof readHead>) {
    return this.bus.execute(new ReadHead());
  }

  @Serves(readFeed)
  feed(@Request(readFeed) { token, query, headers }: Asked<typeof readFeed>, @Res() reply: HttpReply) {
    return this.bus.execute(new FollowFeed(token, headers['last-event-id'] ?? query.after, query.from, reply));
  }
}
