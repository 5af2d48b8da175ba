/**
 * States of streams: in memory as far as there is room, else read from their rows. Room is made between batches alone,
 * since whatever a batch has loaded must stay until its transaction ends; `lru-cache` drops when something is added.
 */
import type { Pool, PoolClient } from 'pg';
import { initialState, type StreamState } from '../../engine/fold/fold.js';
import type { PublishedValues } from '../../engine/load/published-values.js';
import { streamParts, type EventStore } from '../../engine/ports/event-store.js';
import { STATE_COLUMNS, toStreamState, type StateColumns } from '../models/subjects.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';

export interface StreamStatesParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly published: PublishedValues<Programme>;
  readonly schema: string;
  /** Streams kept in memory beside those that are still to be written. */
  readonly remembered: number;
}

/** One stream in memory. */
export interface StreamEntry {
  /** As it was written last. */
  written: StreamState;
  /** As facts have left it: the same object where none came since. */
  current: StreamState;
}

export class StreamStates {
  /** In order of use: the one that was not used for longest comes first. */
  private readonly held = new Map<string, StreamEntry>();
  /** Those that facts have moved since they were written. */
  private readonly moved = new Set<StreamEntry>();

  constructor(private readonly parts: StreamStatesParts) {}

  /** The state of a stream, which must have been {@link load}ed. */
  get(stream: string): StreamState {
    return this.entry(stream).current;
  }

  entry(stream: string): StreamEntry {
    const found = this.held.get(stream);
    if (!found) throw new Error(`${stream} has not been loaded`);
    return found;
  }

  /** As it is in memory. Of a stream that begins now there is no row: it is absent without looking. */
  find(stream: string, begins: boolean): StreamEntry | undefined {
    const found = this.held.get(stream);
    return found ?? (begins ? this.hold(initialState(stream)) : undefined);
  }

  move(held: StreamEntry, now: StreamState): void {
    held.current = now;
    this.moved.add(held);
  }

  /** Those that are still to be written. */
  unwritten(): readonly StreamEntry[] {
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
    const { rows } = await over.query<StateColumns>(
      `select ${STATE_COLUMNS} from ${this.parts.schema}.subjects where stream = any($1::text[])`,
      [missing],
    );
    for (const row of rows) this.hold(await this.fold(row));
    for (const stream of missing) if (!this.held.has(stream)) this.hold(initialState(stream));
  }

  async fold(row: StateColumns): Promise<StreamState> {
    const { published, store } = this.parts;
    if (!published.has(row.rules)) await published.load(store, streamParts(row.stream).root, row.rules);
    return toStreamState(row, published.findRules);
  }

  private hold(state: StreamState): StreamEntry {
    const held = { written: state, current: state };
    this.held.set(state.stream, held);
    return held;
  }

  /** What was still to be written has been. */
  settle(): void {
    for (const held of this.moved) held.written = held.current;
    this.moved.clear();
    for (const stream of this.held.keys()) {
      if (this.held.size <= this.parts.remembered) return;
      this.held.delete(stream);
    }
  }
}
