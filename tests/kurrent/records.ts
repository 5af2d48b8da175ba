/**
 * The log of the stand-in for KurrentDB: what its server does with appends, streams and positions, as far as Hearth
 * rests on it. In memory; `journal.ts` keeps it. Nothing here is the server's code: it follows what was seen of a real
 * 26.1 and the published protocol (docs/kurrentdb.md).
 */

/** States of a stream in the protocol where a revision is meant. */
export const NO_STREAM = -1;
export const SOFT_DELETED = -5;
export const TOMBSTONED = -6;

export interface NewRecord {
  readonly stream: string;
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: Buffer;
}

export interface StreamCheck {
  readonly stream: string;
  readonly expected: number;
}

export interface KeptRecord extends NewRecord {
  readonly revision: number;
  /** A byte offset, as the server's are: rising, not counting, the same after a restart. */
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export interface Violation extends StreamCheck {
  readonly index: number;
  readonly actual: number;
}

export type Outcome =
  | { readonly position: number; readonly revisions: readonly [stream: string, revision: number][] }
  | { readonly violations: readonly Violation[] };

interface Stream {
  records: KeptRecord[];
  /** Earlier ones are not read any more ($maxCount, $tb, soft deletion). */
  truncatedBefore: number;
  tombstoned: boolean;
}

/** What takes facts out of a stream on a real server: an operator's doing, never Hearth's. */
export type Removal =
  /** $maxCount or $tb: not read from the stream any more; scavenging takes them out of the log, too. */
  | { readonly kind: 'truncate'; readonly stream: string; readonly before: number }
  | { readonly kind: 'scavenge' }
  | { readonly kind: 'delete'; readonly stream: string }
  | { readonly kind: 'tombstone'; readonly stream: string };

export class Records {
  readonly #streams = new Map<string, Stream>();
  #all: KeptRecord[] = [];
  #end = 0;
  #published = 0;

  /** How many records were ever appended, kept on disk or not. */
  get length(): number {
    return this.#all.length;
  }

  /** What is on disk, and so what readers see. */
  get published(): number {
    return this.#published;
  }

  at(index: number): KeptRecord | undefined {
    return index < this.#published ? this.#all[index] : undefined;
  }

  publish(): void {
    this.#published = this.#all.length;
  }

  /** All or nothing. Checks are looked at before anything is written; each stream stands in them once at most. */
  append(records: readonly NewRecord[], checks: readonly StreamCheck[], now: number): Outcome {
    const targets = [...checks];
    // Within one call streams are told apart without regard to case: the first name that comes up takes them all.
    const named = new Map(targets.map(({ stream }, index) => [stream.toLowerCase(), index]));
    const written = records.map((record) => {
      const key = record.stream.toLowerCase();
      if (!named.has(key)) {
        named.set(key, targets.length);
        targets.push({ stream: record.stream, expected: ANY });
      }
      const index = named.get(key) ?? 0;
      return { record, index, stream: targets[index]?.stream ?? record.stream };
    });
    const judged = targets.map((target, index) =>
      this.#judge(
        target,
        written.filter((each) => each.index === index).map(({ record }) => record.id),
      ),
    );
    const writing = judged.filter((_, index) => written.some((each) => each.index === index));
    if (!judged.every(({ verdict }) => verdict === 'ok')) {
      if (writing.every(({ verdict }) => verdict === 'again')) return again(writing, targets, judged);
      return {
        violations: judged.flatMap(({ verdict, actual }, index) =>
          verdict === 'ok' ? [] : [{ index, actual, ...(targets[index] as StreamCheck) }],
        ),
      };
    }
    for (const { record, stream } of written) this.#keep(stream, record, now);
    return {
      position: this.#all.at(-1)?.position ?? 0,
      revisions: [...new Set(written.map(({ stream }) => stream))].map((stream) => [stream, this.#last(stream)]),
    };
  }

  /** What is still read of a stream; undefined when there is none. @throws {Tombstoned} */
  stream(name: string): readonly KeptRecord[] | undefined {
    const stream = this.#streams.get(name);
    if (stream?.tombstoned === true) throw new Tombstoned(name);
    if (stream === undefined || stream.truncatedBefore > this.#last(name)) return undefined;
    const end = this.#all[this.#published]?.position ?? Number.MAX_SAFE_INTEGER;
    const seen = stream.records.filter(
      ({ revision, position }) => revision >= stream.truncatedBefore && position < end,
    );
    return seen.length === 0 ? undefined : seen;
  }

  remove(removal: Removal): void {
    if (removal.kind === 'scavenge') {
      this.#all = this.#all.filter(({ stream, revision }) => {
        const { truncatedBefore = 0, tombstoned = false } = this.#streams.get(stream) ?? {};
        return !tombstoned && revision >= truncatedBefore;
      });
      this.publish();
      return;
    }
    const stream = this.#stream(removal.stream);
    if (removal.kind === 'truncate') stream.truncatedBefore = removal.before;
    else if (removal.kind === 'delete') stream.truncatedBefore = Number.MAX_SAFE_INTEGER;
    else stream.tombstoned = true;
  }

  /** The index of the first record after a position. */
  after(position: number): number {
    let [low, high] = [0, this.#published];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#all[middle]?.position ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #judge({ stream, expected }: StreamCheck, ids: readonly string[]): Judged {
    const kept = this.#streams.get(stream);
    const last = this.#last(stream);
    const isDeleted = kept !== undefined && kept.truncatedBefore > last && last >= 0;
    if (kept?.tombstoned === true) return { verdict: 'violated', actual: TOMBSTONED, position: 0 };
    if (expected === ANY || expected === last) return { verdict: 'ok', actual: last, position: 0 };
    // Already there, at these very revisions: the same call again.
    const there = ids.map((id, index) =>
      kept?.records.find((each) => each.revision === expected + 1 + index && each.id === id),
    );
    const [first] = there;
    if (ids.length > 0 && there.every((each) => each !== undefined))
      return {
        verdict: 'again',
        actual: last,
        position: there.at(-1)?.position ?? 0,
        revision: there.at(-1)?.revision ?? 0,
      };
    if (first === undefined && expected === NO_STREAM && isDeleted) return { verdict: 'ok', actual: last, position: 0 };
    return { verdict: 'violated', actual: isDeleted ? SOFT_DELETED : last, position: 0 };
  }

  #keep(name: string, record: NewRecord, now: number): void {
    const stream = this.#stream(name);
    const revision = this.#last(name) + 1;
    // Written to, a deleted stream is there again: from here on, with its numbering going on.
    if (stream.truncatedBefore > revision) stream.truncatedBefore = revision;
    const kept = { ...record, stream: name, revision, position: this.#end, created: now };
    this.#end += 180 + name.length + record.type.length + record.data.length;
    stream.records.push(kept);
    this.#all.push(kept);
  }

  #last(stream: string): number {
    return this.#streams.get(stream)?.records.at(-1)?.revision ?? NO_STREAM;
  }

  #stream(name: string): Stream {
    const there = this.#streams.get(name) ?? { records: [], truncatedBefore: 0, tombstoned: false };
    this.#streams.set(name, there);
    return there;
  }
}

export class Tombstoned extends Error {}

/** Only for streams that no check names. */
const ANY = -2;

interface Judged {
  readonly verdict: 'ok' | 'again' | 'violated';
  readonly actual: number;
  /** Of the last record, where it is there already. */
  readonly position: number;
  readonly revision?: number;
}

/** What was answered the first time: the position of its last record. */
function again(writing: readonly Judged[], targets: readonly StreamCheck[], judged: readonly Judged[]): Outcome {
  return {
    position: Math.max(...writing.map(({ position }) => position)),
    revisions: targets.flatMap(({ stream }, index): [string, number][] =>
      judged[index]?.verdict === 'again' ? [[stream, judged[index].revision ?? 0]] : [],
    ),
  };
}
