/**
 * What a decision may look at: streams as their facts left them, and the values published in the log. A decision is a
 * pure function; when it asks for something that is not in memory it is stopped by {@link MissingReads}, the engine loads what
 * was asked for, and it is decided anew.
 */
import type { Json } from '../canonical/canonical-json.js';
import { decodeEnvelope } from '../envelope/envelope.js';
import { initialState, foldFact, type StreamState } from '../fold/fold.js';
import type { Rules } from '../fold/rules.js';
import { ABSENT, streamParts, type EventStore } from '../ports/event-store.js';

/** Thrown by a context that has to load something first. No `Error`: nothing went wrong, and a trace of calls is dear. */
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
  /** Choices cast in a ballot that is about to be closed, by facts of this type, in an order that tells nothing. */
  choices(ballot: string, fact: string): readonly Json[];
}

/** Which fact types publish a value, and where in their data it and its hash stand. */
export interface Publishing<R extends Rules = Rules> {
  /** Streams that may hold the value with this hash, the likeliest first. */
  streams(root: string, hash: string): readonly string[];
  /** The values that a fact publishes. */
  values(type: string, data: Readonly<Record<string, unknown>>): readonly { hash: string; value: unknown }[];
  /** Rules from a published definition; undefined when the value is no definition. */
  compile(value: unknown, hash: string): R | undefined;
}

export class UnknownValue extends Error {
  constructor(readonly hash: string) {
    super(`nothing with the hash ${hash} was published in this log`);
  }
}

/** Published values, by hash. They never change, so nothing is ever dropped. */
export class PublishedValues<R extends Rules = Rules> {
  private readonly values = new Map<string, unknown>();
  private readonly compiled = new Map<string, R>();

  constructor(private readonly publishing: Publishing<R>) {}

  readonly findRules = (hash: string): R | undefined => {
    const found = this.compiled.get(hash);
    if (found) return found;
    const rules = this.values.has(hash) ? this.publishing.compile(this.values.get(hash), hash) : undefined;
    if (rules) this.compiled.set(hash, rules);
    return rules;
  };

  has(hash: string): boolean {
    return this.values.has(hash);
  }

  value(hash: string): unknown {
    return this.values.get(hash);
  }

  add(hash: string, value: unknown): void {
    this.values.set(hash, value);
  }

  /** Adds what a fact publishes, if it publishes anything. */
  addFromFact(type: string, data: Readonly<Record<string, unknown>>): void {
    for (const { hash, value } of this.publishing.values(type, data)) this.values.set(hash, value);
  }

  /** Finds a value in the log. Throws {@link UnknownValue}. */
  async load(store: EventStore, root: string, hash: string): Promise<void> {
    for (const stream of this.publishing.streams(root, hash)) {
      for await (const fact of store.readStream(stream)) {
        const { type, data } = decodeEnvelope(fact.bytes);
        this.addFromFact(type, data);
      }
      if (this.values.has(hash)) return;
    }
    throw new UnknownValue(hash);
  }
}

/** Reads a stream's facts from just after `before` and folds them on. */
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

/** Folded streams in memory, at most so many; the ones not used for longest go first. */
export class StreamCache {
  private readonly streams = new Map<string, StreamState>();

  constructor(private readonly most: number) {}

  get(stream: string): StreamState | undefined {
    const found = this.streams.get(stream);
    if (found && this.streams.size > this.most / 2) {
      this.streams.delete(stream);
      this.streams.set(stream, found);
    }
    return found;
  }

  /** Keeps a folding unless a later one is there. */
  put(state: StreamState): void {
    const held = this.streams.get(state.stream);
    if (held && held.rev > state.rev) return;
    this.streams.set(state.stream, state);
    if (this.streams.size > this.most) {
      const oldest = this.streams.keys().next().value;
      if (oldest !== undefined) this.streams.delete(oldest);
    }
  }

  /** A stream that was believed absent may exist by now; one that exists only grows. */
  forget(stream: string): void {
    if (this.streams.get(stream)?.rev === ABSENT) this.streams.delete(stream);
  }

  getOrInitial(stream: string): StreamState {
    return this.streams.get(stream) ?? initialState(stream);
  }
}

/** A context over what is in memory. `seen` gathers what is read, each stream as it stood when first asked for. */
export function createDecisionContext<R extends Rules>(from: {
  readonly root: string;
  readonly clock: string;
  readonly memory: StreamCache;
  readonly published: PublishedValues<R>;
  readonly seen: Map<string, StreamState>;
  readonly ballots: ReadonlyMap<string, readonly Json[]>;
}): DecisionContext<R> {
  const { root, clock, memory, published, seen, ballots } = from;
  const readAll = (streams: readonly string[]): readonly StreamState[] => {
    const missing = streams.filter((stream) => !seen.has(stream) && !memory.get(stream));
    if (missing.length > 0) throw new MissingReads(missing);
    return streams.map((stream) => {
      const state = seen.get(stream) ?? (memory.get(stream) as StreamState);
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
