/** The event store in memory: for tests, simulations and for a log on its way from one store to another. */
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

/** A store that lives as long as the process. `epoch` names the log in its cursors (default: drawn at random). */
export function memoryStore(options: { readonly epoch?: string } = {}): EventStore {
  return new MemoryStore(options.epoch ?? randomBytes(8).toString('hex'));
}

/** A fact as it is kept; its position in the log is its index there plus one. */
interface Kept extends Omit<StoredFact, 'cursor' | 'bytes'> {
  readonly position: number;
  readonly bytes: Buffer;
}

class MemoryStore implements EventStore {
  readonly #epoch: string;
  readonly #log: Kept[] = [];
  readonly #streams = new Map<string, Kept[]>();
  readonly #waiting = new Set<() => void>();
  #appends = 0;
  #closed = false;

  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  async append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    validateAppend(writes, checks);
    this.#open();
    const conflicts: Conflict[] = [];
    for (const { stream, expected } of [...writes, ...checks]) {
      const actual = this.#head(stream);
      if (actual !== expected) conflicts.push({ stream, expected, actual });
    }
    if (conflicts.length > 0) {
      const earlier = this.#writtenBefore(writes);
      return earlier === undefined ? { ok: false, conflicts } : { ok: true, cursor: this.#cursor(earlier) };
    }
    this.#write(writes);
    return { ok: true, cursor: this.#cursor(this.#log.length) };
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredFact> {
    const { low, high, until, backwards, limit } = parseReadOptions(options);
    this.#open();
    const facts = this.#streams.get(stream) ?? [];
    const first = Math.max(low, 0);
    const last = Math.min(high, facts.length - 1);
    let left = limit;
    for (let step = 0; step <= last - first && left > 0; step += 1) {
      const fact = facts[backwards ? last - step : first + step];
      if (fact === undefined || (until !== undefined && fact.at > until)) continue;
      left -= 1;
      yield this.#out(fact);
    }
  }

  async heads(streams: readonly string[]): Promise<number[]> {
    this.#open();
    return streams.map((stream) => this.#head(stream));
  }

  async *readLog(options: { readonly after?: Cursor; readonly limit?: number } = {}): AsyncIterable<StoredFact> {
    this.#open();
    const start = resumePosition(this.#epoch, options.after, this.#log.length);
    const end = Math.min(this.#log.length, start + parseLimit(options.limit));
    for (let index = start; index < end; index += 1) yield this.#out(this.#log[index] as Kept);
  }

  async *follow(options: { readonly after?: Cursor; readonly signal: AbortSignal }): AsyncIterable<StoredFact> {
    const { signal } = options;
    let next = resumePosition(this.#epoch, options.after, this.#log.length);
    while (!signal.aborted && !this.#closed) {
      const fact = this.#log[next];
      if (fact === undefined) {
        await this.#appended(signal);
      } else {
        next += 1;
        yield this.#out(fact);
      }
    }
  }

  async head(): Promise<Cursor | undefined> {
    this.#open();
    return this.#log.length === 0 ? undefined : this.#cursor(this.#log.length);
  }

  compareCursors(a: Cursor, b: Cursor): number {
    return parseCursor(this.#epoch, a) - parseCursor(this.#epoch, b);
  }

  async countAfter(after?: Cursor): Promise<number> {
    this.#open();
    return this.#log.length - resumePosition(this.#epoch, after, this.#log.length);
  }

  async firstFacts(category: string, root?: string): Promise<StoredFact[]> {
    this.#open();
    const beginning = `${category}-${root === undefined ? '' : `${root}.`}`;
    const streams = [...this.#streams.keys()].filter((stream) => stream.startsWith(beginning)).toSorted();
    return streams.flatMap((stream) => this.#streams.get(stream)?.slice(0, 1) ?? []).map((fact) => this.#out(fact));
  }

  async clock(): Promise<number | undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
  }

  #open(): void {
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
      let kept = this.#streams.get(stream);
      if (kept === undefined) this.#streams.set(stream, (kept = []));
      for (const { id, type, at, bytes } of facts) {
        const position = this.#log.length + 1;
        // A copy: what the caller does to its bytes afterwards must not change history.
        const fact = {
          stream,
          rev: kept.length,
          id,
          type,
          at,
          bytes: Buffer.from(bytes),
          position,
          append: String(this.#appends),
        };
        kept.push(fact);
        this.#log.push(fact);
      }
    }
    this.#wake();
  }

  /** The last position of an earlier append that is identical to this one, if there is one. */
  #writtenBefore(writes: readonly Write[]): number | undefined {
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

  /** A fact as callers get it, with bytes of their own. */
  #out({ stream, rev, id, type, at, bytes, position, append }: Kept): StoredFact {
    return { stream, rev, id, type, at, bytes: Buffer.from(bytes), cursor: this.#cursor(position), append };
  }

  #appended(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
