/** All views anew, beside the live ones, while these go on; then they take their place in one short transaction. */
import type { PoolClient } from 'pg';
import { BadCursor, type Cursor, type StoredFact } from '../../engine/ports/event-store.js';
import { withConnection } from '../../postgres/connection.js';
import { transaction } from '../../postgres/transactions.js';
import { createIndexes } from '../generations/schema.js';
import { batchFacts } from '../projector/batch-facts.js';
import { goLive, moveCheckpoint, retire, vacuumTables, withNewGeneration } from '../generations/generations.js';
import type { ProjectorParts } from '../projector/projector.js';
import { Projection } from '../projector/projection.js';
import { releaseMemory } from './release-memory.js';

export interface Rebuilt {
  readonly facts: number;
  readonly seconds: number;
}

export interface RebuildOptions {
  readonly signal?: AbortSignal;
  /** Facts so far. */
  readonly progress?: (facts: number) => void;
}

/** Facts folded at once. */
const BATCH = 500;
/** Streams that wait in memory to be written: one that many facts move is written once, not for each of them. */
const WAITING = 100_000;
/** Fewer facts than this behind the end of the log, and the new views go live. */
const NEAR = 500;

/**
 * Builds a new generation and makes it live. Interrupted, it leaves the live one as it was.
 * @throws {RebuildUnderWay} {@link ReplayFault}; the signal's reason when it aborts
 */
export async function rebuild(parts: ProjectorParts, options: RebuildOptions = {}): Promise<Rebuilt> {
  const began = performance.now();
  const facts = await withNewGeneration(parts.pool, async (schema) => {
    const building = new GenerationBuilder(parts, schema, options);
    await building.read();
    await building.finish();
    for (;;) {
      const before = building.facts;
      await building.read();
      if (building.facts - before < NEAR) break;
    }
    await building.swap();
    return building.facts;
  });
  if (facts >= WAITING) releaseMemory();
  return { facts, seconds: (performance.now() - began) / 1000 };
}

class GenerationBuilder {
  facts = 0;
  /** The last fact taken, and the last one whose rows are written. */
  #cursor: Cursor | undefined;
  #written: Cursor | undefined;
  readonly #projection: Projection;

  constructor(
    private readonly parts: ProjectorParts,
    private readonly schema: string,
    private readonly options: RebuildOptions,
  ) {
    this.#projection = new Projection({ ...parts, schema, remembered: WAITING }, true);
  }

  /** Takes the log up to where it ends now, and writes. */
  async read(): Promise<void> {
    for await (const facts of batchFacts(this.#rest(), BATCH)) {
      this.options.signal?.throwIfAborted();
      await this.#take(facts);
      if (this.#projection.waiting >= WAITING) await this.#write();
    }
    this.options.signal?.throwIfAborted();
    await this.#write();
  }

  /** What is quicker done once for all: work, and what finds rows. */
  async finish(): Promise<void> {
    await transaction(this.parts.pool, async (client) => {
      await this.#projection.writeAllWork(client);
      await createIndexes(client, this.schema);
    });
    await withConnection(this.parts.pool, (client) => vacuumTables(client, this.schema));
  }

  /** The live views stand still while what they show more than these is added; then these are live. */
  async swap(): Promise<void> {
    const { pool, moved } = this.parts;
    await transaction(pool, async (client) => {
      const shown = await retire(client);
      if (shown !== undefined && this.#isBefore(shown)) {
        for await (const fact of this.#rest()) {
          await this.#take([fact]);
          if (!this.#isBefore(shown)) break;
        }
        await this.#writeOver(client);
      }
      await goLive(client, this.schema);
    });
    if (this.#cursor !== undefined) moved(this.#cursor);
  }

  #rest(): AsyncIterable<StoredFact> {
    return this.parts.store.readLog(this.#cursor === undefined ? {} : { after: this.#cursor });
  }

  /** Whether these views lack what the live ones show. Those of a log that was replaced show nothing. */
  #isBefore(shown: Cursor): boolean {
    if (this.#cursor === undefined) return true;
    try {
      return this.parts.store.compareCursors(this.#cursor, shown) < 0;
    } catch (error) {
      if (error instanceof BadCursor) return false;
      throw error;
    }
  }

  async #take(facts: readonly StoredFact[]): Promise<void> {
    await this.#projection.take(facts);
    this.facts += facts.length;
    this.#cursor = facts.at(-1)?.cursor;
    this.options.progress?.(this.facts);
  }

  async #write(): Promise<void> {
    await transaction(this.parts.pool, (client) => this.#writeOver(client), { mode: 'quick' });
    this.#projection.settle();
    this.#written = this.#cursor;
  }

  async #writeOver(client: PoolClient): Promise<void> {
    if (this.#cursor === undefined || this.#cursor === this.#written) return;
    const alone = await moveCheckpoint(client, this.schema, this.#written, this.#cursor, this.#projection.taken);
    if (!alone) throw new Error(`somebody else writes ${this.schema}`);
    await this.#projection.write(client);
  }
}
