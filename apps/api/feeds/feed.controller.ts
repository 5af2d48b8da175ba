import { Controller, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { HttpReply } from '../http/http-types.js';
import { Parsed, type ParsedRequest } from '../http/parse-request.pipe.js';
import { Route } from '../http/route.js';
import { readFeed } from './feed.routes.js';
import { FollowFeed } from './follow-feed.handler.js';

@Controller()
export class FeedController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readFeed)
  followFeed(@Parsed(readFeed) { token, query, headers }: ParsedRequest<typeof readFeed>, @Res() reply: HttpReply) {
    return this.queries.execute(new FollowFeed(token, headers['last-event-id'] ?? query.after, query.from, reply));
  }
}
