/** Definitions, calendars and other values that are published in the log, found by their hash. */
import { decodeEnvelope } from '../envelope/envelope.js';
import type { Rules } from '../fold/rules.js';
import type { EventStore } from '../ports/event-store.js';

/** Which facts publish a value, and where in their data it is. */
export interface Publishing<R extends Rules = Rules> {
  /** Streams that may hold the value with this hash, the most likely first. */
  streams(root: string, hash: string): readonly string[];
  /** The values that a fact publishes. */
  values(type: string, data: Readonly<Record<string, unknown>>): readonly { hash: string; value: unknown }[];
  /** Rules from a published definition; undefined if the value is not a definition. */
  compile(value: unknown, hash: string): R | undefined;
}

export class UnknownValue extends Error {
  constructor(readonly hash: string) {
    super(`nothing with the hash ${hash} was published in this log`);
  }
}

/** Published values in memory. A value never changes, so none is ever dropped. */
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

  /** Adds the values that a fact publishes, if any. */
  addFromFact(type: string, data: Readonly<Record<string, unknown>>): void {
    for (const { hash, value } of this.publishing.values(type, data)) this.values.set(hash, value);
  }

  /** Finds a value in the log. @throws {UnknownValue} */
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
