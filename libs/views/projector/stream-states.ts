/** Streams as their facts have left them: in memory as far as there is room, else from their rows. */
import type { Pool, PoolClient } from 'pg';
import { initialState, type StreamState } from '../../engine/fold/fold.js';
import type { PublishedValues } from '../../engine/load/published-values.js';
import { streamParts, type EventStore } from '../../engine/ports/event-store.js';
import { FOLDED, foldedOf, type FoldedColumns } from '../models/subjects.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';

export interface StandingsParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly published: PublishedValues<Programme>;
  readonly schema: string;
  /** Streams kept in memory beside those that are still to be written. */
  readonly remembered: number;
}

/** One stream in memory. */
export interface Held {
  /** As it was written last. */
  before: StreamState;
  /** As facts have left it: the same object where none came since. */
  now: StreamState;
}

export class Standings {
  /** Those not used for longest come first. */
  private readonly held = new Map<string, Held>();
  /** Those that facts have moved since they were written. */
  private readonly moved = new Set<Held>();

  constructor(private readonly parts: StandingsParts) {}

  /** How the stream stands. It must have been {@link load}ed. */
  get(stream: string): StreamState {
    return this.entry(stream).now;
  }

  entry(stream: string): Held {
    const found = this.held.get(stream);
    if (!found) throw new Error(`${stream} has not been loaded`);
    return found;
  }

  /** As it is in memory. Of a stream that begins now there is no row: it is absent without looking. */
  find(stream: string, begins: boolean): Held | undefined {
    const found = this.held.get(stream);
    return found ?? (begins ? this.hold(initialState(stream)) : undefined);
  }

  move(held: Held, now: StreamState): void {
    held.now = now;
    this.moved.add(held);
  }

  /** Those that are still to be written. */
  unwritten(): readonly Held[] {
    return [...this.moved];
  }

  get waiting(): number {
    return this.moved.size;
  }

  /** Makes sure that these can be asked for. Within a transaction, over its connection. */
  async load(streams: Iterable<string>, over: Pool | PoolClient = this.parts.pool): Promise<void> {
    const missing: string[] = [];
    const filling = this.held.size > this.parts.remembered / 2;
    for (const stream of streams) {
      const found = this.held.get(stream);
      if (!found) missing.push(stream);
      else if (filling) {
        // Used last: it goes last. With room enough nothing goes, and order does not matter.
        this.held.delete(stream);
        this.held.set(stream, found);
      }
    }
    if (missing.length === 0) return;
    const { rows } = await over.query<FoldedColumns>(
      `select ${FOLDED} from ${this.parts.schema}.subjects where stream = any($1::text[])`,
      [missing],
    );
    for (const row of rows) this.hold(await this.fold(row));
    for (const stream of missing) if (!this.held.has(stream)) this.hold(initialState(stream));
  }

  async fold(row: FoldedColumns): Promise<StreamState> {
    const { published, store } = this.parts;
    if (!published.has(row.rules)) await published.load(store, streamParts(row.stream).root, row.rules);
    return foldedOf(row, published.findRules);
  }

  private hold(folded: StreamState): Held {
    const held = { before: folded, now: folded };
    this.held.set(folded.stream, held);
    return held;
  }

  /** What was still to be written has been. */
  settle(): void {
    for (const held of this.moved) held.before = held.now;
    this.moved.clear();
    for (const stream of this.held.keys()) {
      if (this.held.size <= this.parts.remembered) return;
      this.held.delete(stream);
    }
  }
}
