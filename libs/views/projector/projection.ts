/**
 * Facts into rows: the same for the live views and for those that are built beside them. Facts are folded in memory; which
 * rows follow from a stream's state is worked out once, when it is written, however many facts moved it.
 */
import type { Pool, PoolClient } from 'pg';
import { decodeEnvelope, type Envelope } from '../../engine/envelope/envelope.js';
import { initialState, enteredAt, ReplayFault, evolve, type StreamState } from '../../engine/fold/fold.js';
import { FoldRefused } from '../../engine/fold/control-fields.js';
import type { EventStore, StoredFact } from '../../engine/ports/event-store.js';
import type { PublishedValues } from '../../engine/load/published-values.js';
import { Lookups } from './lookups.js';
import { FACT_MODELS, STATE_MODELS } from '../models/all-models.js';
import { StreamStates, type StreamEntry } from './stream-states.js';
import type { Row } from '../models/table.js';
import { repath, units } from '../models/units.js';
import { WorkRows } from './work-rows.js';
import { Changes, replaceRows } from './write-rows.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';

export interface ProjectionParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly published: PublishedValues<Programme>;
  /** The schema whose tables are written. */
  readonly schema: string;
  readonly remembered: number;
}

/** Streams whose rows are worked out and written at once: bounds what stands in memory. */
const PAGE = 2_000;

export class Projection {
  readonly #parts: ProjectionParts;
  readonly #states: StreamStates;
  readonly #lookups: Lookups;
  readonly #workRows: WorkRows;
  readonly #changes = FACT_MODELS.map(({ table }) => new Changes(table));
  /** Facts taken and not yet written. */
  #taken = 0;
  /** Whether work is written with everything else, or once for all by {@link writeAllWork}. */
  #worksLater: boolean;

  constructor(parts: ProjectionParts, worksLater = false) {
    this.#parts = parts;
    this.#states = new StreamStates(parts);
    this.#lookups = new Lookups(parts, this.#states);
    this.#workRows = new WorkRows(parts.schema, this.#states, this.#lookups);
    this.#worksLater = worksLater;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Streams that wait to be written. */
  get waiting(): number {
    return this.#states.waiting;
  }

  /** Folds facts in the order of the log. @throws {ReplayFault} naming one that does not follow. */
  async take(stored: readonly StoredFact[]): Promise<void> {
    const facts = stored.map(({ bytes }) => decodeEnvelope(bytes));
    const { published } = this.#parts;
    const missing = new Set<string>();
    const held = facts.map(({ stream, rev }) => {
      const found = this.#states.find(stream, rev === 0);
      if (!found) missing.add(stream);
      return found;
    });
    await this.#states.load(missing);
    for (const [place, fact] of facts.entries()) {
      published.addFromFact(fact.type, fact.data);
      await this.#lookups.loadRules(fact.stream, fact.rules);
      this.#apply(fact, held[place] ?? this.#states.entry(fact.stream));
    }
    this.#taken += facts.length;
  }

  #apply(fact: Envelope, held: StreamEntry): void {
    const before = held.current;
    const after = folded(before, fact, this.#parts.published);
    this.#states.move(held, after);
    for (const [place, model] of FACT_MODELS.entries()) {
      for (const change of model.apply(fact, before, after, this.#lookups.lookup)) this.#changes[place]?.add(change);
    }
    this.#workRows.moved(before, after);
  }

  /** Writes what is waiting. When it throws, or the transaction does not happen, this projection is of no more use. */
  async write(client: PoolClient): Promise<void> {
    const { schema } = this.#parts;
    const moved = this.#states.unwritten();
    const streams = moved.map(({ current: now }) => now);
    await this.#lookups.loadCycles(client, streams);
    for (let start = 0; start < moved.length; start += PAGE)
      await this.#writeStandings(client, moved.slice(start, start + PAGE));
    for (const changes of this.#changes) await changes.write(client, schema);
    if (!this.#worksLater) await this.#workRows.write(client, streams);
  }

  async #writeStandings(client: PoolClient, moved: readonly StreamEntry[]): Promise<void> {
    const { schema } = this.#parts;
    const { lookup } = this.#lookups;
    for (const model of STATE_MODELS) {
      const rows = new Map<string, readonly Row[]>();
      for (const { written: before, current: now } of moved) {
        const found = model.rows(now, lookup);
        if (found.length > 0 || model.rows(before, lookup).length > 0) rows.set(now.stream, found);
      }
      if (rows.size > 0) await replaceRows(client, schema, model.table, rows);
      if (model === units && rows.size > 0) await repath(client, schema, [...rows.keys()]);
    }
  }

  /** What was written has been committed. */
  settle(): void {
    this.#states.settle();
    for (const changes of this.#changes) changes.empty();
    this.#workRows.settle();
    this.#taken = 0;
  }

  /** Work of every subject there is, when it was left for later. Everything else must have been written. */
  async writeAllWork(client: PoolClient): Promise<void> {
    await this.#workRows.writeAll(client);
    this.#worksLater = false;
  }
}

/** As `foldFact`, without remembering commands: views answer none. */
function folded(before: StreamState, fact: Envelope, published: PublishedValues<Programme>): StreamState {
  const { stream, rev, at, rules } = fact;
  if (rev !== before.rev + 1) throw new ReplayFault(stream, rev, 'revision', `after ${before.rev}`);
  try {
    const { chartState, fields } = evolve(before, fact, published.findRules);
    const entered = enteredAt(before, chartState, at);
    return { stream, rev, at, rules, chartState, entered, fields, commands: NO_COMMANDS };
  } catch (error) {
    if (error instanceof FoldRefused) throw new ReplayFault(stream, rev, 'fields', error.message);
    throw error;
  }
}

const NO_COMMANDS = initialState('').commands;
