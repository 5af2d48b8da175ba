/**
 * The port of the event store. The engine knows this port and no adapter; `tests/contract/store` tests every adapter
 * against it.
 *
 * A log holds streams of facts. A fact is an immutable byte string (see `envelope/envelope.ts`); the store keeps the bytes
 * unchanged and never parses them. Revisions count from 0 within a stream.
 */

/** The expected revision of a stream that must not exist. */
export const ABSENT = -1;

/** Limits are part of the contract: an append above them throws {@link BadAppend}, and nothing is written. */
export const LIMITS = {
  streams: 256,
  facts: 512,
  checks: 256,
  appendBytes: 1024 * 1024,
  factBytes: 256 * 1024,
  streamNameLength: 200,
} as const;

/** `<category>-<root>.<id>`: lower-case ASCII letters, digits, `.` and `-`; a root has no `.`, a category no `-`. */
export const STREAM_NAME = /^[a-z][a-z0-9]*-[a-z0-9][a-z0-9-]*\.[a-z0-9][a-z0-9.-]*$/;

/** The columns beside the bytes: an id in printable ASCII (adapters may need a UUID), a type, an instant in UTC with milliseconds. */
export const FACT_ID = /^[\x21-\x7e]{1,64}$/;
export const FACT_TYPE = /^[a-z][A-Za-z0-9]{0,99}$/;
export const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** A fact to append. `type` and `at` (ISO instant, milliseconds) are columns to filter by; the bytes are the truth. */
export interface NewFact {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly bytes: Uint8Array;
}

/** Facts for one stream, whose last revision must be `expected` ({@link ABSENT}: it must not exist). */
export interface Write {
  readonly stream: string;
  readonly expected: number;
  readonly facts: readonly NewFact[];
}

/** A stream that is not written, but must be at revision `expected` ({@link ABSENT}: must not exist). */
export interface Check {
  readonly stream: string;
  readonly expected: number;
}

/** A stream that is not at the expected revision. `actual` is {@link ABSENT} if it does not exist. */
export interface Conflict {
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;
}

/** Opaque place in the log, `epoch:token`. Only the store that made it can compare it. Never in a fact, a hash or a digest. */
export type Cursor = string;

/**
 * `cursor`: a place at or after the last fact of the append, and before anything appended later. If the append was written
 * alone, the place of its last fact; a store that groups the appends of several callers may return the end of the group.
 */
export type AppendResult =
  { readonly ok: true; readonly cursor: Cursor } | { readonly ok: false; readonly conflicts: readonly Conflict[] };

export interface StoredFact {
  readonly stream: string;
  readonly rev: number;
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly bytes: Uint8Array;
  /** The place of this fact. Reading on after it skips and repeats nothing. */
  readonly cursor: Cursor;
  /** Identifies the append: its facts share it, and no other append has it. Copies of a log keep the boundaries, not the ids. */
  readonly append: string;
}

export interface ReadStreamOptions {
  /** First revision wanted (default 0; with `backwards` the highest one, default the last). */
  readonly from?: number;
  /** Last revision wanted in the order of reading, inclusive (with `backwards` the lowest one). */
  readonly to?: number;
  /** Only facts whose `at` is not after this instant. */
  readonly until?: string;
  readonly backwards?: boolean;
  readonly limit?: number;
}

export interface EventStore {
  /**
   * Appends all or nothing. Appends of concurrent callers are grouped; each succeeds or fails alone. A conflict lists every
   * stream that is not at the expected revision, writes before checks. The identical append again (same writes, ids, bytes
   * and revisions) writes nothing and returns the cursor of the first time (or that of its last fact), even if a stream
   * that it only checked has moved since. So an append whose acknowledgement was lost can be sent again.
   * @throws {BadAppend} the append is above a limit or has an invalid name; nothing was written.
   * @throws {Unavailable} the store is out of reach. Nothing was written unless `outcome` says that it is unknown, which the
   *   adapter says only after it has tried to find out.
   */
  append(writes: readonly Write[], checks?: readonly Check[]): Promise<AppendResult>;
  /** The facts of a stream, forwards by default. A stream that does not exist has none. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredFact>;
  /** The last revision of each stream, {@link ABSENT} where there is none, in the order asked. */
  heads(streams: readonly string[]): Promise<number[]>;
  /** The log in order, after `after` (default: from its beginning) to its end at the time of the call, at most `limit` facts. */
  readLog(options?: { readonly after?: Cursor; readonly limit?: number }): AsyncIterable<StoredFact>;
  /** The log in order after `after`, including what is appended, until `signal` aborts. Skips and repeats nothing. */
  follow(options: { readonly after?: Cursor; readonly signal: AbortSignal }): AsyncIterable<StoredFact>;
  /** The end of the log: the cursor of its last fact. Undefined for an empty log. */
  head(): Promise<Cursor | undefined>;
  /** Compares two cursors of this store: negative if `a` is before `b`. Throws {@link BadCursor} for one of another epoch. */
  compareCursors(a: Cursor, b: Cursor): number;
  /** The number of facts after this place (default: in the log). A store may stop counting at {@link COUNT_LIMIT}. */
  countAfter(after?: Cursor): Promise<number>;
  /** The first facts of all streams of a category, of one root or of all, in order of the streams' names. */
  firstFacts(category: string, root?: string): Promise<StoredFact[]>;
  /** The store's own clock in milliseconds since 1970; undefined if it has none. */
  clock(): Promise<number | undefined>;
  close(): Promise<void>;
}

export type BadAppendReason =
  | 'noFacts'
  | 'streamName'
  | 'streamTwice'
  | 'tooManyStreams'
  | 'tooManyFacts'
  | 'tooManyChecks'
  | 'appendTooLarge'
  | 'factTooLarge'
  | 'badRevision'
  | 'badFact';

export class BadAppend extends Error {
  constructor(
    readonly reason: BadAppendReason,
    detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

export class BadCursor extends Error {}

/** The store could not answer. `outcome: 'unknown'` when a write may or may not have been made. */
export class Unavailable extends Error {
  constructor(
    message: string,
    readonly outcome: 'nothingWritten' | 'unknown' = 'nothingWritten',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Checks an append against the contract before it is sent. Every adapter calls it. Throws {@link BadAppend}. */
export function validateAppend(writes: readonly Write[], checks: readonly Check[]): void {
  if (writes.length === 0) throw new BadAppend('noFacts', 'an append writes at least one fact');
  if (writes.length > LIMITS.streams) throw new BadAppend('tooManyStreams', `${writes.length} streams`);
  if (checks.length > LIMITS.checks) throw new BadAppend('tooManyChecks', `${checks.length} checks`);
  const named = new Set<string>();
  let facts = 0;
  let bytes = 0;
  for (const write of writes) {
    checkTarget(write, named);
    if (write.facts.length === 0) throw new BadAppend('noFacts', `no fact for ${write.stream}`);
    facts += write.facts.length;
    for (const fact of write.facts) {
      checkFact(fact, write.stream);
      if (fact.bytes.byteLength > LIMITS.factBytes)
        throw new BadAppend('factTooLarge', `${fact.type} on ${write.stream}: ${fact.bytes.byteLength} bytes`);
      bytes += fact.bytes.byteLength;
    }
  }
  for (const check of checks) checkTarget(check, named);
  if (facts > LIMITS.facts) throw new BadAppend('tooManyFacts', `${facts} facts`);
  if (bytes > LIMITS.appendBytes) throw new BadAppend('appendTooLarge', `${bytes} bytes`);
}

function checkTarget({ stream, expected }: Check, named: Set<string>): void {
  if (stream.length > LIMITS.streamNameLength || !STREAM_NAME.test(stream)) throw new BadAppend('streamName', stream);
  if (!Number.isSafeInteger(expected) || expected < ABSENT) throw new BadAppend('badRevision', `${stream}@${expected}`);
  if (named.has(stream)) throw new BadAppend('streamTwice', stream);
  named.add(stream);
}

/** Checks the columns beside the bytes for values that a store would reject or sort wrongly. */
function checkFact({ id, type, at }: NewFact, stream: string): void {
  if (!FACT_ID.test(id)) throw new BadAppend('badFact', `id ${JSON.stringify(id)} on ${stream}`);
  if (!FACT_TYPE.test(type)) throw new BadAppend('badFact', `type ${JSON.stringify(type)} on ${stream}`);
  if (!INSTANT.test(at)) throw new BadAppend('badFact', `at ${JSON.stringify(at)} on ${stream}`);
}

/** {@link EventStore.countAfter} counts exactly up to here. */
export const COUNT_LIMIT = 10_000;

/** `<category>-<root>.<id>` in its parts. */
export function streamParts(stream: string): { category: string; root: string; id: string } {
  const hyphen = stream.indexOf('-');
  const dot = stream.indexOf('.');
  return { category: stream.slice(0, hyphen), root: stream.slice(hyphen + 1, dot), id: stream.slice(dot + 1) };
}
