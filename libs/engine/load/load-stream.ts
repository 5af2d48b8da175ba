/** Loading a stream: its facts, read and folded. */
import { decodeEnvelope } from '../envelope/envelope.js';
import { foldFact, type StreamState } from '../fold/fold.js';
import { streamParts, type EventStore } from '../ports/event-store.js';
import type { PublishedValues } from './published-values.js';

/** Reads a stream's facts after `before` and folds them onto it. */
export async function loadStream(
  store: EventStore,
  published: PublishedValues,
  before: StreamState,
  until?: string,
): Promise<StreamState> {
  let state = before;
  const { root } = streamParts(before.stream);
  for await (const stored of store.readStream(before.stream, {
    from: before.rev + 1,
    ...(until === undefined ? {} : { until }),
  })) {
    const envelope = decodeEnvelope(stored.bytes);
    published.addFromFact(envelope.type, envelope.data);
    if (!published.has(envelope.rules)) await published.load(store, root, envelope.rules);
    state = foldFact(state, envelope, published.findRules);
  }
  return state;
}
