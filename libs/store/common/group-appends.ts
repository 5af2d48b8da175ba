/**
 * Groups the appends of concurrent callers, so that they need one round trip and one flush to disk. Each succeeds or fails
 * alone.
 *
 * The appends of a group do not depend on each other: an append that writes or checks a stream which an earlier one writes
 * waits for the next group, and so does an append that depends on one that waits. So every append is checked against the
 * state before the group. (A stream that an earlier append only *checks* may be written: the earlier one comes before it in
 * the log.)
 */
import { Unavailable, validateAppend } from '../../engine/ports/event-store.js';
import type { AppendResult, Check, NewFact, Write } from '../../engine/ports/event-store.js';

/** An append in the queue, with a copy of its bytes. */
export interface PendingAppend {
  /** The expected revisions: first of the streams that are written, in order, then of those that are only checked. */
  readonly targets: readonly Check[];
  /** How many of the targets are written. */
  readonly written: number;
  readonly facts: readonly PendingFact[];
  /** The bytes of all facts, concatenated. */
  readonly bytes: Buffer;
  /** When the append was called, in milliseconds of `performance.now()`. */
  readonly since: number;
}

export interface PendingFact extends Omit<NewFact, 'bytes'> {
  readonly stream: string;
  readonly rev: number;
  readonly size: number;
}

/** Writes a group and returns a result for each append, in order. An Error is the result of one append; a rejection of all. */
export type SendGroup = (group: readonly PendingAppend[]) => Promise<readonly (AppendResult | Error)[]>;

/** Limits of a group. A single append above them is sent alone. */
export const GROUP_LIMITS = { appends: 256, facts: 2_048, targets: 2_048, bytes: 1024 * 1024 } as const;

/** Limits of the queue. Above them an append throws {@link Unavailable}, and nothing is written. */
export const QUEUE_LIMITS = { appends: 10_000, bytes: 64 * 1024 * 1024 } as const;

interface Waiting {
  readonly append: PendingAppend;
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

  /** @throws {BadAppend} @throws {Unavailable} the store is closed, or the queue is full. */
  async append(writes: readonly Write[], checks: readonly Check[]): Promise<AppendResult> {
    validateAppend(writes, checks);
    if (this.#closed) throw new Unavailable('the store is closed');
    const append = flatten(writes, checks);
    if (
      this.#queue.length >= QUEUE_LIMITS.appends ||
      this.#queuedBytes + append.bytes.byteLength > QUEUE_LIMITS.bytes
    ) {
      throw new Unavailable(`the queue of appends is full: ${this.#queue.length} are waiting`);
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ append, resolve, reject });
      this.#queuedBytes += append.bytes.byteLength;
      this.#sending ??= this.#drain();
    });
  }

  /** Accepts no more appends, and waits until those in the queue are answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#sending;
  }

  async #drain(): Promise<void> {
    // Callers that were woken together join the same group.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const { group, rest } = nextGroup(this.#queue);
      this.#queue = rest;
      for (const { append } of group) this.#queuedBytes -= append.bytes.byteLength;
      try {
        const answers = await this.#send(group.map(({ append }) => append));
        for (const [index, { resolve, reject }] of group.entries()) {
          const answer = answers[index] ?? new Error('the store returned no result for an append');
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
      // Callers that were just answered may append again at once: one turn for them to join the next group.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#sending = undefined;
  }
}

/** The oldest appends in the queue that do not depend on each other, within {@link GROUP_LIMITS}. */
export function nextGroup<T extends { readonly append: PendingAppend }>(
  queue: readonly T[],
): { group: T[]; rest: T[] } {
  const group: T[] = [];
  const rest: T[] = [];
  /** Streams that a member, or an append that waits, writes: must not be used. */
  const written = new Set<string>();
  /** Streams that an append that waits checks: must not be written. */
  const checked = new Set<string>();
  let [facts, targets, bytes] = [0, 0, 0];
  for (const [index, waiting] of queue.entries()) {
    const { append } = waiting;
    facts += append.facts.length;
    targets += append.targets.length;
    bytes += append.bytes.byteLength;
    const full =
      group.length === GROUP_LIMITS.appends ||
      facts > GROUP_LIMITS.facts ||
      targets > GROUP_LIMITS.targets ||
      bytes > GROUP_LIMITS.bytes;
    if (full && group.length > 0) return { group, rest: [...rest, ...queue.slice(index)] };
    const waits = append.targets.some(
      ({ stream }, place) => written.has(stream) || (place < append.written && checked.has(stream)),
    );
    for (const [place, { stream }] of append.targets.entries()) {
      if (place < append.written) written.add(stream);
      else if (waits) checked.add(stream);
    }
    if (waits) {
      rest.push(waiting);
      facts -= append.facts.length;
      targets -= append.targets.length;
      bytes -= append.bytes.byteLength;
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
