/** Follows the log into the live views. */
import type { Pool, PoolClient } from 'pg';
import type { Cursor, EventStore, StoredFact } from '../../engine/ports/event-store.js';
import type { PublishedValues } from '../../engine/load/published-values.js';
import { isUndefinedTable, isUnavailable } from '../../postgres/errors.js';
import { transaction } from '../../postgres/transactions.js';
import { batchFacts } from './batch-facts.js';
import { readCheckpoint, readLiveGeneration, moveCheckpoint } from '../generations/generations.js';
import { Projection } from './projection.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';

/** Another projector wrote these views in between. There is one at a time. */
export class Displaced extends Error {
  constructor() {
    super('another projector writes these views: this one stops');
  }
}

/** The generation that was written is not live any more: go on with the one that is. */
class Retired extends Error {}

export interface ProjectorParts {
  readonly pool: Pool;
  readonly store: EventStore;
  readonly published: PublishedValues<Programme>;
  /** Told after each batch. */
  readonly moved: (cursor: Cursor) => void;
}

/** Facts in one transaction. */
const BATCH = 1_000;
/** Streams kept in memory. */
const REMEMBERED = 10_000;
/** Before trouble is tried again: at first, and at most. */
const PAUSES_MS = [100, 5_000] as const;

/** Follows until the signal aborts. @throws {Displaced}, {@link ReplayFault} for a fact that does not follow. */
export async function follow(parts: ProjectorParts, signal: AbortSignal): Promise<void> {
  let pause: number = PAUSES_MS[0];
  while (!signal.aborted) {
    try {
      await project(
        parts,
        signal,
        (after, inner) => parts.store.follow({ ...(after === undefined ? {} : { after }), signal: inner }),
        () => (pause = PAUSES_MS[0]),
      );
    } catch (error) {
      if (error instanceof Retired) continue;
      if (!isUnavailable(error)) throw error;
      await paused(pause, signal);
      pause = Math.min(pause * 2, PAUSES_MS[1]);
    }
  }
}

/** Applies the log up to where it ends now. @throws {Displaced} */
export async function applyLog(parts: ProjectorParts): Promise<void> {
  for (;;) {
    try {
      const never = new AbortController().signal;
      return await project(parts, never, (after) => parts.store.readLog(after === undefined ? {} : { after }));
    } catch (error) {
      if (!(error instanceof Retired)) throw error;
    }
  }
}

async function project(
  parts: ProjectorParts,
  signal: AbortSignal,
  read: (after: Cursor | undefined, signal: AbortSignal) => AsyncIterable<StoredFact>,
  written: () => void = () => undefined,
): Promise<void> {
  const { pool, moved } = parts;
  const { schema } = await readLiveGeneration(pool);
  let { cursor } = await readCheckpoint(pool, schema);
  const projection = new Projection({ ...parts, schema, remembered: REMEMBERED });
  const leaving = new AbortController();
  const inner = AbortSignal.any([signal, leaving.signal]);
  try {
    for await (const facts of batchFacts(read(cursor, inner), BATCH)) {
      // What was begun is written to its end; nothing more is begun.
      if (signal.aborted) return;
      const to = (facts.at(-1) as StoredFact).cursor;
      await projection.take(facts);
      await writeBatch(pool, projection, schema, cursor, to);
      cursor = to;
      moved(to);
      written();
    }
  } finally {
    leaving.abort();
  }
}

/** Rows and checkpoint, both or neither. */
async function writeBatch(
  pool: Pool,
  projection: Projection,
  schema: string,
  from: Cursor | undefined,
  to: Cursor,
): Promise<void> {
  try {
    // What a crash of the server takes is rows and checkpoint together, and both come again from the log.
    const write = async (client: PoolClient): Promise<void> => {
      if (!(await moveCheckpoint(client, schema, from, to, projection.taken))) {
        const live = await readLiveGeneration(client);
        throw live.schema === schema ? new Displaced() : new Retired();
      }
      await projection.write(client);
    };
    await transaction(pool, write, { mode: 'quick' });
  } catch (error) {
    throw isUndefinedTable(error) ? new Retired() : error;
  }
  projection.settle();
}

function paused(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
