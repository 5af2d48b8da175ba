/** Looking at a log that somebody else writes. */
import { initialState, type StreamState } from '../engine/fold/fold.js';
import type { Cursor, EventStore } from '../engine/ports/event-store.js';
import { loadStream } from '../engine/load/load-stream.js';
import { PublishedValues } from '../engine/load/published-values.js';
import { publishing } from '../lifecycle/platform/published-values.js';
import type { LogReader } from './simulation-client.js';

export interface CachedLogReader extends LogReader {
  /** Until then, streams are recalled as they stood the last time. */
  refresh(): Promise<void>;
}

/** A look at the log in this store. What did not grow is not read twice. */
export function cachedLogReader(store: EventStore): CachedLogReader {
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
    async refresh() {
      for await (const { stream, cursor } of store.readLog(seen === undefined ? {} : { after: seen })) {
        if (streams.has(stream)) grown.add(stream);
        seen = cursor;
      }
    },
  };
}
