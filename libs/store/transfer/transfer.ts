/**
 * Export and import of the log, as NDJSON that keeps bytes, revisions, order and the boundaries of appends.
 *
 * One line a fact, in the order of the log. A fact's bytes are JSON in UTF-8, so that the line holds them as text, exactly and
 * readable. Each line has the fact's hash, which shows damage. The last line has the number of facts, so that a truncated
 * file is noticed.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  BadAppend,
  FACT_ID,
  FACT_TYPE,
  INSTANT,
  LIMITS,
  STREAM_NAME,
  validateAppend,
} from '../../engine/ports/event-store.js';
import type { Cursor, NewFact, EventStore, StoredFact, Write } from '../../engine/ports/event-store.js';

const Line = z.strictObject({
  /** Number of the append, from 1. */
  append: z.int().positive(),
  stream: z.string().max(LIMITS.streamNameLength).regex(STREAM_NAME),
  rev: z.int().nonnegative(),
  id: z.string().regex(FACT_ID),
  type: z.string().regex(FACT_TYPE),
  at: z.string().regex(INSTANT),
  /** SHA-256 of the bytes, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The bytes, as text. */
  fact: z.string(),
});
type Line = z.infer<typeof Line>;

const LastLine = z.strictObject({ facts: z.int().nonnegative() });

/** The members of an envelope that are also columns beside it. */
const Columns = z.looseObject({
  stream: z.string(),
  rev: z.number(),
  id: z.string(),
  type: z.string(),
  at: z.string(),
});

/** Longest line in characters: a fact of the largest size with each byte escaped as six characters, and the other members. */
const LINE_LENGTH = LIMITS.factBytes * 6 + 4_096;
/** Appends that an import sends together. */
const TOGETHER = 256;

/** A line that cannot be imported. Lines are counted from 1. */
export class BadLine extends Error {
  constructor(
    readonly line: number,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`line ${line}: ${why}`, options);
  }
}

/**
 * The log as lines of NDJSON, without line ends. Throws if the bytes of a fact are not UTF-8.
 * @param options `upTo`: the last fact, which must be the end of an append. `each` is called with every fact.
 */
export async function* exportLog(
  store: EventStore,
  options: { readonly upTo?: Cursor; readonly each?: (fact: StoredFact) => void } = {},
): AsyncIterable<string> {
  const { upTo, each } = options;
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let facts = 0;
  let append = 0;
  let last: string | undefined;
  for await (const stored of store.readLog()) {
    const { stream, rev, id, type, at, bytes, append: number, cursor } = stored;
    if (upTo !== undefined && store.compareCursors(cursor, upTo) > 0) break;
    each?.(stored);
    if (number !== last) append += 1;
    last = number;
    facts += 1;
    let fact: string;
    try {
      fact = utf8.decode(bytes);
    } catch (error) {
      throw new Error(`${stream}@${rev}: its bytes are not UTF-8`, { cause: error });
    }
    yield JSON.stringify({ append, stream, rev, id, type, at, sha256: sha256(bytes), fact } satisfies Line);
  }
  yield JSON.stringify({ facts });
}

/** Validates an exported log without writing anything. @throws {BadLine} */
export async function checkLines(lines: AsyncIterable<string>): Promise<void> {
  for await (const append of appendsOf(lines)) validate(append);
}

/**
 * Writes an exported log into an empty store. `lines` is called twice: everything is validated before anything is written.
 * Returns the numbers of facts and appends. Throws {@link BadLine}, or an Error if the store is not empty. After an
 * {@link Unavailable} the store may hold a part of the log and must be dropped.
 */
export async function importLog(
  store: EventStore,
  lines: () => AsyncIterable<string>,
): Promise<{ facts: number; appends: number }> {
  if ((await store.head()) !== undefined) throw new Error('the log to import into is not empty');
  await checkLines(lines());
  const imported = new OrderDigest();
  const done = await writeAppends(store, imported.track(appendsOf(lines())));
  const written = new OrderDigest();
  for await (const { append, stream, rev } of store.readLog()) written.add(append, stream, rev);
  if (written.digest() !== imported.digest())
    throw new Error(
      'the store has changed the order of facts, or the boundaries of appends: drop this log and import again',
    );
  return done;
}

/** A digest of the order of facts and of the boundaries of appends. */
class OrderDigest {
  readonly #hash = createHash('sha256');
  #last: string | undefined;

  async *track(appends: AsyncIterable<ReadAppend>): AsyncIterable<ReadAppend> {
    let number = 0;
    for await (const append of appends) {
      number += 1;
      for (const { stream, expected, facts } of append.writes)
        for (const index of facts.keys()) this.add(String(number), stream, expected + 1 + index);
      yield append;
    }
  }

  add(append: string, stream: string, rev: number): void {
    if (append !== this.#last) this.#hash.update('append\n');
    this.#last = append;
    this.#hash.update(`${stream}@${rev}\n`);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Writes appends into a store in order, many at a time. No one else may write to these streams meanwhile. */
export async function writeAppends(
  store: EventStore,
  appends: AsyncIterable<{ readonly writes: Write[] }>,
): Promise<{ facts: number; appends: number }> {
  const done = { facts: 0, appends: 0 };
  let batch: Write[][] = [];
  const touched = new Set<string>();
  let end: Cursor | undefined;
  const flush = async (): Promise<void> => {
    end = await writeInOrder(store, batch, end);
    batch = [];
    touched.clear();
  };
  for await (const { writes } of appends) {
    // Appends that write the same stream are not sent together, so that they keep their order.
    if (batch.length === TOGETHER || writes.some(({ stream }) => touched.has(stream))) await flush();
    batch.push(writes);
    for (const { stream, facts } of writes) {
      touched.add(stream);
      done.facts += facts.length;
    }
    done.appends += 1;
  }
  await flush();
  return done;
}

/**
 * The log's digest, in hex: SHA-256 over the facts in order of (stream, rev), each preceded by its length as 8 bytes,
 * big-endian. The same for every store. Holds the names of streams in memory, not the facts.
 */
export async function digestLog(
  store: EventStore,
  options: { readonly leaveOut?: (stream: string) => boolean } = {},
): Promise<string> {
  const heads = new Map<string, number>();
  for await (const { stream, rev } of store.readLog()) {
    if (options.leaveOut?.(stream) !== true) heads.set(stream, rev);
  }
  const hash = createHash('sha256');
  const length = Buffer.alloc(8);
  for (const stream of [...heads.keys()].toSorted()) {
    for await (const { bytes } of store.readStream(stream, { to: heads.get(stream) ?? 0 })) {
      length.writeBigUInt64BE(BigInt(bytes.byteLength));
      hash.update(length).update(bytes);
    }
  }
  return hash.digest('hex');
}

/** An append in an exported log, with the number of its first line. */
interface ReadAppend {
  readonly line: number;
  readonly writes: (Write & { readonly facts: NewFact[] })[];
}

/** The appends of a file, validated line by line and against each other. */
async function* appendsOf(lines: AsyncIterable<string>): AsyncIterable<ReadAppend> {
  const heads = new Map<string, number>();
  let current: (ReadAppend & { number: number }) | undefined;
  let [number, facts] = [0, 0];
  let ended = false;
  for await (const text of lines) {
    number += 1;
    if (ended) throw new BadLine(number, 'text after the last line');
    const json = parseJson(number, text);
    const last = LastLine.safeParse(json);
    if (last.success) {
      if (last.data.facts !== facts)
        throw new BadLine(number, `there are ${facts} facts before it, but it says ${last.data.facts}`);
      ended = true;
      continue;
    }
    const line = parseLine(number, json);
    facts += 1;
    const expected = heads.get(line.stream) ?? -1;
    if (line.rev !== expected + 1)
      throw new BadLine(number, `${line.stream}@${line.rev} follows ${line.stream}@${expected}`);
    heads.set(line.stream, line.rev);
    if (current?.number !== line.append) {
      if (line.append !== (current?.number ?? 0) + 1) {
        throw new BadLine(number, `append ${line.append} follows append ${current?.number ?? 0}`);
      }
      if (current !== undefined) yield current;
      current = { number: line.append, line: number, writes: [] };
    }
    addFact(current, line, expected);
    if (current.writes.length > LIMITS.streams)
      throw new BadLine(number, `append ${line.append} writes too many streams`);
  }
  if (!ended)
    throw new BadLine(number + 1, 'the file was cut short: the last line, with the number of facts, is missing');
  if (current !== undefined) yield current;
}

function addFact({ writes }: ReadAppend, { stream, id, type, at, fact }: Line, expected: number): void {
  let write = writes.at(-1);
  if (write?.stream !== stream) writes.push((write = { stream, expected, facts: [] }));
  write.facts.push({ id, type, at, bytes: Buffer.from(fact, 'utf8') });
}

function parseJson(line: number, text: string): unknown {
  if (text.length > LINE_LENGTH) throw new BadLine(line, `${text.length} characters are too many`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadLine(line, 'not JSON', { cause: error });
  }
}

/** A line with a fact. Its hash must be right, and its columns must agree with the fact. */
function parseLine(number: number, json: unknown): Line {
  const line = Line.safeParse(json);
  if (!line.success) throw new BadLine(number, z.prettifyError(line.error));
  const { stream, rev, fact } = line.data;
  const name = `${stream}@${rev}`;
  if (!fact.isWellFormed() || sha256(fact) !== line.data.sha256)
    throw new BadLine(number, `${name} is damaged: its SHA-256 differs`);
  const inside = Columns.safeParse(parseJson(number, fact));
  if (!inside.success) throw new BadLine(number, `${name} is not an envelope: ${z.prettifyError(inside.error)}`);
  for (const member of ['stream', 'rev', 'id', 'type', 'at'] as const) {
    if (inside.data[member] !== line.data[member]) {
      throw new BadLine(
        number,
        `${name}: ${member} is ${line.data[member]} beside the fact and ${inside.data[member]} in it`,
      );
    }
  }
  return line.data;
}

/** Checks an append against the contract. An error has the number of its first line. */
function validate({ line, writes }: ReadAppend): void {
  try {
    validateAppend(writes, []);
  } catch (error) {
    if (error instanceof BadAppend) throw new BadLine(line, `invalid append: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Sends appends to different streams together. The store must have written them in this order. */
async function writeInOrder(
  store: EventStore,
  batch: readonly Write[][],
  after: Cursor | undefined,
): Promise<Cursor | undefined> {
  let end = after;
  for (const appended of await Promise.all(batch.map((writes) => store.append(writes)))) {
    if (!appended.ok) throw new Error(`another process writes to this log: ${JSON.stringify(appended.conflicts)}`);
    // Appends that are sent together may get the same cursor.
    if (end !== undefined && store.compareCursors(end, appended.cursor) > 0) {
      throw new Error('the store has changed the order of appends: drop this log and import again');
    }
    end = appended.cursor;
  }
  return end;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
