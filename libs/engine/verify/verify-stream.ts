/** Verification by replay: every fact of a stream must lead to the stage and the state that it records. */
import { BadEnvelope, parseEnvelope, type Envelope } from '../envelope/envelope.js';
import { initialState, foldFact, ReplayFault, type StreamState } from '../fold/fold.js';
import { streamParts, type EventStore, type StoredFact } from '../ports/event-store.js';
import { type PublishedValues, UnknownValue } from '../load/published-values.js';

export interface VerifiedStream {
  readonly state: StreamState;
  readonly facts: number;
}

/**
 * Replays a stream from its first fact and checks every envelope, recorded stage and state hash.
 * @throws {ReplayFault} naming the fact.
 */
export async function verifyStream(
  store: EventStore,
  published: PublishedValues,
  stream: string,
  each?: (fact: Envelope, after: StreamState) => void,
): Promise<VerifiedStream> {
  let state = initialState(stream);
  let facts = 0;
  const { root } = streamParts(stream);
  for await (const stored of store.readStream(stream)) {
    const envelope = parsed(stored);
    if (envelope.stream !== stream || envelope.rev !== stored.rev || envelope.id !== stored.id) {
      throw new ReplayFault(stream, stored.rev, 'revision', `holds ${envelope.stream}@${envelope.rev}`);
    }
    // Reads up to an instant use the columns beside the bytes, so these must agree with the bytes.
    if (envelope.type !== stored.type || envelope.at !== stored.at) {
      throw new ReplayFault(stream, stored.rev, 'envelope', `stored as ${stored.type} at ${stored.at}`);
    }
    if (envelope.at < state.at)
      throw new ReplayFault(stream, stored.rev, 'revision', `${envelope.at} after ${state.at}`);
    published.addFromFact(envelope.type, envelope.data);
    if (!published.has(envelope.rules)) await loadRules(store, published, root, envelope);
    state = foldFact(state, envelope, published.findRules, true);
    facts += 1;
    each?.(envelope, state);
  }
  return { state, facts };
}

function parsed({ stream, rev, bytes }: StoredFact): Envelope {
  try {
    return parseEnvelope(bytes);
  } catch (error) {
    if (error instanceof BadEnvelope) throw new ReplayFault(stream, rev, 'envelope', error.message);
    throw error;
  }
}

async function loadRules(
  store: EventStore,
  published: PublishedValues,
  root: string,
  envelope: Envelope,
): Promise<void> {
  try {
    await published.load(store, root, envelope.rules);
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    throw new ReplayFault(envelope.stream, envelope.rev, 'unknownRules', envelope.rules);
  }
}

/** Every stream in the log, in order of first appearance. */
export async function listStreams(store: EventStore): Promise<string[]> {
  const streams = new Set<string>();
  for await (const { stream } of store.readLog()) streams.add(stream);
  return [...streams];
}
