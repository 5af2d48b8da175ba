/** Looking at a log that somebody else writes. */
import { initialState, type StreamState } from '../engine/fold/fold.js';
import type { Cursor, EventStore } from '../engine/ports/event-store.js';
import { loadStream } from '../engine/load/load-stream.js';
import { PublishedValues } from '../engine/load/published-values.js';
import { publishing } from '../lifecycle/platform/published-values.js';
import type { Look } from './door.js';

export interface LookFromOutside extends Look {
  /** Until then, streams are recalled as they stood the last time. */
  lookAgain(): Promise<void>;
}

/** A look at the log in this store. What did not grow is not read twice. */
export function lookAt(store: EventStore): LookFromOutside {
  const published = new PublishedValues(publishing);
  const streams = new Map<string, StreamState>();
  const grown = new Set<string>();
  let seen: Cursor | undefined;
  return {
    store,
    async recall(stream) {
      const held = streams.get(stream);
      if (held && !grown.has(stream)) return held;
      const folded = await loadStream(store, published, held ?? initialState(stream));
      streams.set(stream, folded);
      grown.delete(stream);
      return folded;
    },
    async lookAgain() {
      for await (const { stream, cursor } of store.readLog(seen === undefined ? {} : { after: seen })) {
        if (streams.has(stream)) grown.add(stream);
        seen = cursor;
      }
    },
  };
}
