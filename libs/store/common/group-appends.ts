/**
 * Appends of concurrent callers go to the store together, in one round trip and one flush to disk, each judged on its own.
 *
 * A group holds only appends that do not depend on each other: one that writes or checks a stream which an earlier one
 * writes waits for the next group, and so does what depends on one that waits. Every member is therefore judged
 * against the state before the group, and one bad append fails alone. (A stream that an earlier member only *checks*
 * may be written: the earlier one stands before it in the log.)
 */
import { Unavailable, validateAppend } from '../../engine/ports/event-store.js';
import type { AppendResult, Check, NewFact, Write } from '../../engine/ports/event-store.js';

/** An append as it waits: flat, with bytes of its own. */
export interface PendingAppend {
  /** What is expected of which stream: the streams written, in order, then those only checked. */
  readonly targets: readonly Check[];
  /** How many of the targets are written. */
  readonly written: number;
  readonly facts: readonly PendingFact[];
  /** The bytes of all facts, one after another. */
  readonly bytes: Buffer;
  /** When it was asked, in milliseconds of `performance.now()`. */
  readonly since: number;
}

export interface PendingFact extends Omit<NewFact, 'bytes'> {
  readonly stream: string;
  readonly rev: number;
  readonly size: number;
}

/** Writes a group; answers for each member in order. An Error answers for one member only; a rejection for all. */
export type SendGroup = (group: readonly PendingAppend[]) => Promise<readonly (AppendResult | Error)[]>;

/** What one group may hold. A single append larger than that goes alone. */
export const GROUP_LIMITS = { appends: 256, facts: 2_048, targets: 2_048, bytes: 1024 * 1024 } as const;

/** What may wait in this process. Above it an append is refused with {@link Unavailable}, nothing written. */
export const QUEUE_LIMITS = { appends: 10_000, bytes: 64 * 1024 * 1024 } as const;

interface Waiting {
  readonly asked: PendingAppend;
  readonly resolve: (appended: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

export class AppendGrouper {
  readonly #send: SendGroup;
  #queue: Waiting[] = [];
  #queuedBytes = 0;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(send: SendGroup) {
    this.#send = send;
  }

  /** Throws {@link BadAppend} and, when closed or full, {@link Unavailable}. */
  async append(writes: readonly Write[], checks: readonly Check[]): Promise<AppendResult> {
    validateAppend(writes, checks);
    if (this.#closed) throw new Unavailable('the store is closed');
    const asked = flatten(writes, checks);
    if (this.#queue.length >= QUEUE_LIMITS.appends || this.#queuedBytes + asked.bytes.byteLength > QUEUE_LIMITS.bytes) {
      throw new Unavailable(`${this.#queue.length} appends are waiting already`);
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ asked, resolve, reject });
      this.#queuedBytes += asked.bytes.byteLength;
      this.#sending ??= this.#drain();
    });
  }

  /** Takes no more, and waits until what was taken is answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#sending;
  }

  async #drain(): Promise<void> {
    // Lets callers that were woken together come in together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const { group, rest } = nextGroup(this.#queue);
      this.#queue = rest;
      for (const { asked } of group) this.#queuedBytes -= asked.bytes.byteLength;
      try {
        const answers = await this.#send(group.map(({ asked }) => asked));
        for (const [index, { resolve, reject }] of group.entries()) {
          const answer = answers[index] ?? new Error('the store gave no answer to an append');
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      // Those just answered may ask again at once: one turn for them to join the next group.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#sending = undefined;
  }
}

/** The longest waiting appends that do not depend on each other, within {@link GROUP_LIMITS}. */
export function nextGroup<T extends { readonly asked: PendingAppend }>(queue: readonly T[]): { group: T[]; rest: T[] } {
  const group: T[] = [];
  const rest: T[] = [];
  /** Written by a member or by one that waits: not to be touched. Checked by one that waits: not to be written. */
  const written = new Set<string>();
  const held = new Set<string>();
  let [facts, targets, bytes] = [0, 0, 0];
  for (const [index, waiting] of queue.entries()) {
    const { asked } = waiting;
    facts += asked.facts.length;
    targets += asked.targets.length;
    bytes += asked.bytes.byteLength;
    const full =
      group.length === GROUP_LIMITS.appends ||
      facts > GROUP_LIMITS.facts ||
      targets > GROUP_LIMITS.targets ||
      bytes > GROUP_LIMITS.bytes;
    if (full && group.length > 0) return { group, rest: [...rest, ...queue.slice(index)] };
    const waits = asked.targets.some(
      ({ stream }, place) => written.has(stream) || (place < asked.written && held.has(stream)),
    );
    for (const [place, { stream }] of asked.targets.entries()) {
      if (place < asked.written) written.add(stream);
      else if (waits) held.add(stream);
    }
    if (waits) {
      rest.push(waiting);
      facts -= asked.facts.length;
      targets -= asked.targets.length;
      bytes -= asked.bytes.byteLength;
    } else {
      group.push(waiting);
    }
  }
  return { group, rest };
}

function flatten(writes: readonly Write[], checks: readonly Check[]): PendingAppend {
  const facts: PendingFact[] = [];
  const bytes: Uint8Array[] = [];
  for (const { stream, expected, facts: added } of writes) {
    for (const [index, fact] of added.entries()) {
      const { id, type, at } = fact;
      facts.push({ stream, rev: expected + 1 + index, id, type, at, size: fact.bytes.byteLength });
      bytes.push(fact.bytes);
    }
  }
  const targets = [...writes, ...checks].map(({ stream, expected }) => ({ stream, expected }));
  return { targets, written: writes.length, facts, bytes: Buffer.concat(bytes), since: performance.now() };
}
