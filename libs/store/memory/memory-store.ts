/** The event store in memory: for tests, for simulations, and for a log that is being moved to another store. */
import { randomBytes } from 'node:crypto';
import { ABSENT, Unavailable, validateAppend } from '../../engine/ports/event-store.js';
import type {
  AppendResult,
  Check,
  Conflict,
  Cursor,
  ReadStreamOptions,
  EventStore,
  StoredFact,
  Write,
} from '../../engine/ports/event-store.js';
import { formatCursor, parseCursor, resumePosition } from '../common/cursor.js';
import { parseLimit, parseReadOptions } from '../common/read-options.js';

/** `epoch` identifies the log in its cursors (default: random). */
export function memoryStore(options: { readonly epoch?: string } = {}): EventStore {
  return new MemoryStore(options.epoch ?? randomBytes(8).toString('hex'));
}

/** A stored fact. Its position is its index in the log plus one. */
interface MemoryFact extends Omit<StoredFact, 'cursor' | 'bytes'> {
  readonly position: number;
  readonly bytes: Buffer;
}

class MemoryStore implements EventStore {
  readonly #epoch: string;
  readonly #log: MemoryFact[] = [];
  readonly #streams = new Map<string, MemoryFact[]>();
  readonly #followers = new Set<() => void>();
  #appends = 0;
  #closed = false;

  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  async append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    validateAppend(writes, checks);
    this.#assertOpen();
    const conflicts: Conflict[] = [];
    for (const { stream, expected } of [...writes, ...checks]) {
      const actual = this.#head(stream);
      if (actual !== expected) conflicts.push({ stream, expected, actual });
    }
    if (conflicts.length > 0) {
      const earlier = this.#findIdentical(writes);
      return earlier === undefined ? { ok: false, conflicts } : { ok: true, cursor: this.#cursor(earlier) };
    }
    this.#write(writes);
    return { ok: true, cursor: this.#cursor(this.#log.length) };
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredFact> {
    const { low, high, until, backwards, limit } = parseReadOptions(options);
    this.#assertOpen();
    const facts = this.#streams.get(stream) ?? [];
    const first = Math.max(low, 0);
    const last = Math.min(high, facts.length - 1);
    let left = limit;
    for (let step = 0; step <= last - first && left > 0; step += 1) {
      const fact = facts[backwards ? last - step : first + step];
      if (fact === undefined || (until !== undefined && fact.at > until)) continue;
      left -= 1;
      yield this.#toStored(fact);
    }
  }

  async heads(streams: readonly string[]): Promise<number[]> {
    this.#assertOpen();
    return streams.map((stream) => this.#head(stream));
  }

  async *readLog(options: { readonly after?: Cursor; readonly limit?: number } = {}): AsyncIterable<StoredFact> {
    this.#assertOpen();
    const start = resumePosition(this.#epoch, options.after, this.#log.length);
    const end = Math.min(this.#log.length, start + parseLimit(options.limit));
    for (let index = start; index < end; index += 1) yield this.#toStored(this.#log[index] as MemoryFact);
  }

  async *follow(options: { readonly after?: Cursor; readonly signal: AbortSignal }): AsyncIterable<StoredFact> {
    const { signal } = options;
    let next = resumePosition(this.#epoch, options.after, this.#log.length);
    while (!signal.aborted && !this.#closed) {
      const fact = this.#log[next];
      if (fact === undefined) {
        await this.#waitForAppend(signal);
      } else {
        next += 1;
        yield this.#toStored(fact);
      }
    }
  }

  async head(): Promise<Cursor | undefined> {
    this.#assertOpen();
    return this.#log.length === 0 ? undefined : this.#cursor(this.#log.length);
  }

  compareCursors(a: Cursor, b: Cursor): number {
    return parseCursor(this.#epoch, a) - parseCursor(this.#epoch, b);
  }

  async countAfter(after?: Cursor): Promise<number> {
    this.#assertOpen();
    return this.#log.length - resumePosition(this.#epoch, after, this.#log.length);
  }

  async firstFacts(category: string, root?: string): Promise<StoredFact[]> {
    this.#assertOpen();
    const prefix = `${category}-${root === undefined ? '' : `${root}.`}`;
    const streams = [...this.#streams.keys()].filter((stream) => stream.startsWith(prefix)).toSorted();
    return streams
      .flatMap((stream) => this.#streams.get(stream)?.slice(0, 1) ?? [])
      .map((fact) => this.#toStored(fact));
  }

  async clock(): Promise<number | undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  #assertOpen(): void {
    if (this.#closed) throw new Unavailable('the store is closed');
  }

  #head(stream: string): number {
    return (this.#streams.get(stream)?.length ?? 0) + ABSENT;
  }

  #cursor(position: number): Cursor {
    return formatCursor(this.#epoch, position);
  }

  #write(writes: readonly Write[]): void {
    this.#appends += 1;
    for (const { stream, facts } of writes) {
      let held = this.#streams.get(stream);
      if (held === undefined) this.#streams.set(stream, (held = []));
      for (const { id, type, at, bytes } of facts) {
        const position = this.#log.length + 1;
        // A copy, so that the log does not change when the caller changes its bytes.
        const fact = {
          stream,
          rev: held.length,
          id,
          type,
          at,
          bytes: Buffer.from(bytes),
          position,
          append: String(this.#appends),
        };
        held.push(fact);
        this.#log.push(fact);
      }
    }
    this.#wake();
  }

  /** The last position of an earlier append that is identical to this one; undefined if there is none. */
  #findIdentical(writes: readonly Write[]): number | undefined {
    const [first] = writes;
    const start = first && this.#streams.get(first.stream)?.[first.expected + 1];
    if (start === undefined || this.#log[start.position - 2]?.append === start.append) return undefined;
    let position = start.position;
    for (const { stream, expected, facts } of writes) {
      for (const [index, { id, bytes }] of facts.entries()) {
        const there = this.#log[position - 1];
        const same = there?.append === start.append && there.stream === stream && there.rev === expected + 1 + index;
        if (!same || there.id !== id || !there.bytes.equals(bytes)) return undefined;
        position += 1;
      }
    }
    return this.#log[position - 1]?.append === start.append ? undefined : position - 1;
  }

  /** A fact for a caller, with a copy of its bytes. */
  #toStored({ stream, rev, id, type, at, bytes, position, append }: MemoryFact): StoredFact {
    return { stream, rev, id, type, at, bytes: Buffer.from(bytes), cursor: this.#cursor(position), append };
  }

  #waitForAppend(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#followers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#followers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #wake(): void {
    for (const wake of [...this.#followers]) wake();
  }
}
