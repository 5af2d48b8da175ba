import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Cursor, EventStore } from '../../../libs/engine/ports/event-store.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import type { HttpReply } from '../http/http-types.js';
import { STORE } from '../http/injection-tokens.js';
import { KnownCursors } from '../http/known-cursors.js';
import { FeedService } from './feed.service.js';

/** The feed takes the reply over: it resolves when the feed has ended. */
export class FollowFeed extends Query<void> {
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
    private readonly cursors: KnownCursors,
    private readonly feeds: FeedService,
    @Inject(STORE) private readonly store: EventStore,
  ) {}

  async execute({ token, after, from, reply }: FollowFeed): Promise<void> {
    if (after !== undefined) await this.cursors.check(after);
    const begin = after ?? (from === 'now' ? await this.store.head() : undefined);
    await this.feeds.follow(token, begin, reply);
  }
}
