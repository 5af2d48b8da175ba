/** A stream's past: its facts, and what they come to. */
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope.js';
import { absent, type Folded } from '../../libs/engine/fold.js';
import type { Cursor, ReadStream, Store } from '../../libs/engine/store.js';
import { loadStream, Published } from '../../libs/engine/world.js';
import { publishing } from '../../libs/lifecycle/publishing.js';

export interface PastFact {
  readonly envelope: Envelope;
  readonly cursor: Cursor;
}

/** Facts of a stream as they stand in the log, sealed. @throws {Unavailable} */
export async function factsOf(store: Store, stream: string, options: ReadStream = {}): Promise<PastFact[]> {
  const facts: PastFact[] = [];
  for await (const { bytes, cursor } of store.readStream(stream, options))
    facts.push({ envelope: decodeEnvelope(bytes), cursor });
  return facts;
}

/** A stream as it stood at an instant (UTC, milliseconds). `published` may hold what is known already. @throws {Unavailable} */
export function foldedAt(
  store: Store,
  stream: string,
  until: string | undefined,
  published = new Published(publishing),
): Promise<Folded> {
  return loadStream(store, published, absent(stream), until);
}
