/** Cursors that come from outside: places in the log that somebody says they have seen. */
import { Inject, Injectable } from '@nestjs/common';
import { BadCursor, type Cursor } from '../../../libs/engine/ports/event-store.js';
import { API, type Api } from '../http/api-parts.js';

@Injectable()
export class Places {
  constructor(@Inject(API) private readonly api: Api) {}

  /** @throws {BadCursor} it is none of this log, or lies beyond its end. */
  async known(cursor: Cursor): Promise<void> {
    const { store } = this.api;
    const head = await store.head();
    if (head === undefined || store.compareCursors(cursor, head) > 0)
      throw new BadCursor('the log does not reach that far');
  }
}
