import { Inject } from '@nestjs/common';
import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '../../../../libs/engine/ports/event-store.js';
import { STORE } from '../../http/injection-tokens.js';

export class ReadLogHead extends Query<object> {}

@QueryHandler(ReadLogHead)
export class ReadLogHeadHandler implements IQueryHandler<ReadLogHead> {
  constructor(@Inject(STORE) private readonly store: EventStore) {}

  async execute(): Promise<object> {
    return { cursor: (await this.store.head()) ?? null };
  }
}
