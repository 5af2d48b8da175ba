/** Streams as their facts have left them: in memory as far as there is room, else from their rows. */
import type { Pool, PoolClient } from 'pg';
import { absent, type Folded } from '../engine/fold.js';
import type { Published } from '../engine/world.js';
import { streamParts, type Store } from '../engine/store.js';
import { FOLDED, foldedOf, type FoldedColumns } from './subjects.js';

export interface StandingsParts {
  readonly pool: Pool;
  readonly store: Store;
  readonly published: Published;
  readonly schema: string;
  /** Streams kept in memory beside those that are still to be written. */
  readonly remembered: number;
}

export class Standings {
  /** As the rows have them. The ones not used for longest go first. */
  private readonly written = new Map<string, Folded>();
  /** As facts have left them, and not yet written. */
  private readonly moved = new Map<string, Folded>();

  constructor(private readonly parts: StandingsParts) {}

  /** How the stream stands. It must have been {@link load}ed. */
  get(stream: string): Folded {
    const found = this.moved.get(stream) ?? this.written.get(stream);
    if (!found) throw new Error(`${stream} has not been loaded`);
    return found;
  }

  has(stream: string): boolean {
    return this.moved.has(stream) || this.written.has(stream);
  }

  /** How the stream stood when it was last written. */
  before(stream: string): Folded | undefined {
    return this.written.get(stream);
  }

  move(folded: Folded): void {
    this.moved.set(folded.stream, folded);
  }

  /** Those that are still to be written. */
  unwritten(): IterableIterator<Folded> {
    return this.moved.values();
  }

  get waiting(): number {
    return this.moved.size;
  }

  /** A stream of which the next fact is the first: there is no row. */
  begin(stream: string): void {
    this.written.set(stream, absent(stream));
  }

  /** Makes sure that these can be asked for. Within a transaction, over its connection. */
  async load(streams: Iterable<string>, over: Pool | PoolClient = this.parts.pool): Promise<void> {
    const missing: string[] = [];
    const filling = this.written.size > this.parts.remembered / 2;
    for (const stream of streams) {
      const found = this.written.get(stream);
      if (found) {
        // Used last: it goes last. With room enough nothing goes, and order does not matter.
        if (!filling) continue;
        this.written.delete(stream);
        this.written.set(stream, found);
      } else if (!this.moved.has(stream)) missing.push(stream);
    }
    if (missing.length === 0) return;
    const { schema } = this.parts;
    const { rows } = await over.query<FoldedColumns>(
      `select ${FOLDED} from ${schema}.subjects where stream = any($1::text[])`,
      [missing],
    );
    const there = new Map<string, Folded>();
    for (const row of rows) there.set(row.stream, await this.fold(row));
    for (const stream of missing) this.written.set(stream, there.get(stream) ?? absent(stream));
  }

  async fold(row: FoldedColumns): Promise<Folded> {
    const { published, store } = this.parts;
    if (!published.has(row.rules)) await published.load(store, streamParts(row.stream).root, row.rules);
    return foldedOf(row, published.book);
  }

  /** What was still to be written has been. */
  settle(): void {
    for (const [stream, folded] of this.moved) this.written.set(stream, folded);
    this.moved.clear();
    for (const stream of this.written.keys()) {
      if (this.written.size <= this.parts.remembered) return;
      this.written.delete(stream);
    }
  }
}
