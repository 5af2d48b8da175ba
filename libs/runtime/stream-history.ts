/** A stream's past: its facts, and what they come to. */
import { decodeEnvelope, type Envelope } from '../engine/envelope/envelope.js';
import { initialState, type StreamState } from '../engine/fold/fold.js';
import type { Cursor, ReadStreamOptions, EventStore } from '../engine/ports/event-store.js';
import { createDecisionContext, MissingReads, type DecisionContext } from '../engine/decide/decision-context.js';
import { StreamCache } from '../engine/load/stream-cache.js';
import { loadStream } from '../engine/load/load-stream.js';
import { PublishedValues } from '../engine/load/published-values.js';
import { publishing } from '../lifecycle/platform/published-values.js';
import type { Programme } from '../lifecycle/definition/compile-programme.js';

export interface PastFact {
  readonly envelope: Envelope;
  readonly cursor: Cursor;
}

/** Facts of a stream as they stand in the log, sealed. @throws {Unavailable} */
export async function factsOf(store: EventStore, stream: string, options: ReadStreamOptions = {}): Promise<PastFact[]> {
  const facts: PastFact[] = [];
  for await (const { bytes, cursor } of store.readStream(stream, options))
    facts.push({ envelope: decodeEnvelope(bytes), cursor });
  return facts;
}

/** A stream as it stood at an instant (UTC, milliseconds). `published` may hold what is known already. @throws {Unavailable} */
export function foldedAt(
  store: EventStore,
  stream: string,
  until: string | undefined,
  published = new PublishedValues(publishing),
): Promise<StreamState> {
  return loadStream(store, published, initialState(stream), until);
}

/** More than a question looks at. */
const CACHED_STREAMS = 1_000;

/**
 * Answers a question about what stands in a log that this process does not keep in memory. It is asked again whenever
 * something has to be loaded first, and may not ask for the time. @throws {Unavailable}
 */
export async function askLog<T>(
  store: EventStore,
  root: string,
  question: (decision: DecisionContext<Programme>) => T,
): Promise<T> {
  const [published, cache] = [new PublishedValues(publishing), new StreamCache(CACHED_STREAMS)];
  for (;;) {
    try {
      return question(
        createDecisionContext({ root, clock: '', cache, published, seen: new Map(), ballots: new Map() }),
      );
    } catch (error) {
      if (!(error instanceof MissingReads)) throw error;
      for (const stream of error.streams) cache.put(await loadStream(store, published, initialState(stream)));
      for (const hash of error.published) await published.load(store, root, hash);
    }
  }
}
