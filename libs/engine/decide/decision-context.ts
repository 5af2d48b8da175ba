/**
 * What a decision may read: the states of streams, and the values published in the log. A decision is a pure function. When
 * it needs something that is not in memory it stops with {@link MissingReads}; the engine loads what is missing and decides
 * again.
 */
import type { Json } from '../canonical/canonical-json.js';
import type { StreamState } from '../fold/fold.js';
import type { Rules } from '../fold/rules.js';
import type { PublishedValues } from '../load/published-values.js';
import type { StreamCache } from '../load/stream-cache.js';

/** Thrown when something has to be loaded first. Not an `Error`: it is no fault, and stack traces are slow. */
export class MissingReads {
  constructor(
    readonly streams: readonly string[],
    readonly published: readonly string[] = [],
    readonly ballots: readonly { readonly stream: string; readonly fact: string }[] = [],
  ) {}
}

/** `R`: what rules compile to; the engine itself needs no more than {@link Rules}. */
export interface DecisionContext<R extends Rules = Rules> {
  /** The clock, RFC 3339 UTC with milliseconds. */
  readonly clock: string;
  readonly root: string;
  read(stream: string): StreamState;
  readAll(streams: readonly string[]): readonly StreamState[];
  rules(hash: string): R;
  /** A definition or calendar published in the log under this hash. */
  published(hash: string): unknown;
  /** Choices cast in a ballot that is about to be closed, by facts of this type, in an order that reveals nothing. */
  choices(ballot: string, fact: string): readonly Json[];
}

/** A context over what is in memory. `seen` collects the states that are read: each stream as of its first read. */
export function createDecisionContext<R extends Rules>(from: {
  readonly root: string;
  readonly clock: string;
  readonly cache: StreamCache;
  readonly published: PublishedValues<R>;
  readonly seen: Map<string, StreamState>;
  readonly ballots: ReadonlyMap<string, readonly Json[]>;
}): DecisionContext<R> {
  const { root, clock, cache, published, seen, ballots } = from;
  const readAll = (streams: readonly string[]): readonly StreamState[] => {
    const missing = streams.filter((stream) => !seen.has(stream) && !cache.get(stream));
    if (missing.length > 0) throw new MissingReads(missing);
    return streams.map((stream) => {
      const state = seen.get(stream) ?? (cache.get(stream) as StreamState);
      seen.set(stream, state);
      return state;
    });
  };
  return {
    root,
    clock,
    readAll,
    read: (stream) => readAll([stream])[0] as StreamState,
    rules: (hash) => {
      const rules = published.findRules(hash);
      if (!rules) throw new MissingReads([], [hash]);
      return rules;
    },
    published: (hash) => {
      if (!published.has(hash)) throw new MissingReads([], [hash]);
      return published.value(hash);
    },
    choices: (stream, fact) => {
      const found = ballots.get(stream);
      if (!found) throw new MissingReads([], [], [{ stream, fact }]);
      return found;
    },
  };
}
