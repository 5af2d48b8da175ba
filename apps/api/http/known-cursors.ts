/** Cursors that come from clients: places in the log that somebody says they have seen. */
import { Inject, Injectable } from '@nestjs/common';
import { BadCursor, type Cursor, type EventStore } from '../../../libs/engine/ports/event-store.js';
import { STORE } from './injection-tokens.js';

@Injectable()
export class KnownCursors {
  constructor(@Inject(STORE) private readonly store: EventStore) {}

  /** @throws {BadCursor} it belongs to another log, or lies beyond the end of this one. */
  async check(cursor: Cursor): Promise<void> {
    const head = await this.store.head();
    if (head === undefined || this.store.compareCursors(cursor, head) > 0)
      throw new BadCursor('the log does not reach that far');
  }
}
