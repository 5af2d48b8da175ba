/**
 * Read models in PostgreSQL that follow the log. They are never read to decide; whoever needs the present state asks the
 * engine. Rows and checkpoint move in one transaction, and everything can be built anew beside the live rows.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { BadCursor, type Cursor, type EventStore } from '../engine/ports/event-store.js';
import { PublishedValues } from '../engine/load/published-values.js';
import type { Programme } from '../lifecycle/definition/compile-programme.js';
import { publishing } from '../lifecycle/platform/published-values.js';
import { isUndefinedTable } from '../postgres/errors.js';
import { cycleQueries, type RulesOf } from './queries/cycles.js';
import { deliverableQueries } from './queries/deliverables.js';
import { quotaQueries } from './queries/quotas.js';
import { federationQueries } from './queries/federation.js';
import { subjectQueries } from './queries/subjects.js';
import { workQueries } from './queries/work.js';
import { LiveGeneration } from './queries/live-generation.js';
import { dump } from './generations/dump.js';
import {
  readCheckpoint,
  dropLeftovers,
  readLiveGeneration,
  openGeneration,
  RebuildUnderWay,
} from './generations/generations.js';
import { VERSION } from './models/all-models.js';
import { applyLog, Displaced, follow, type ProjectorParts } from './projector/projector.js';
import type { ViewQueries } from './queries/view-queries.js';
import { PositionWaiters } from './queries/wait-for-position.js';
import { rebuild, type Rebuilt, type RebuildOptions } from './rebuild/rebuild.js';
import { Parameters } from './queries/row-conditions.js';

export interface ViewsParts {
  readonly pool: Pool;
  readonly store: EventStore;
  /** The platform's definition that this software carries. */
  readonly carried: Programme;
}

export interface Views {
  /**
   * Follows the log until the signal aborts: facts in batches, each batch's rows with the checkpoint in one
   * transaction. Trouble with the database is waited out. @throws {Displaced} another projector writes these views.
   */
  follow(signal: AbortSignal): Promise<void>;
  /** Applies the log up to where it ends when asked, or waits until whoever follows has. */
  catchUp(): Promise<void>;
  /** The last fact that the views show. */
  position(): Promise<Cursor | undefined>;
  /** Waits until the views show the fact at this cursor; false after `ms` (default 2000). @throws {BadCursor} */
  waitFor(cursor: Cursor, ms?: number): Promise<boolean>;
  /** Builds everything anew beside the live rows, then swaps. @throws {RebuildUnderWay} */
  rebuild(options?: RebuildOptions): Promise<Rebuilt>;
  /** Every row of every view, a line each, in a fixed order: equal for equal views. */
  dump(): AsyncIterable<string>;
  readonly queries: ViewQueries;
}

/**
 * Opens the views of this log, their tables made if need be. Views that another version of this software made, that show
 * a log which was replaced, or nothing yet of a long one, are built anew before this answers.
 */
export async function openViews(parts: ViewsParts): Promise<Views> {
  const { pool, store, carried } = parts;
  const published = new PublishedValues(publishing);
  published.add(carried.hash, carried.definition);
  await openGeneration(pool);
  const live = new LiveGeneration(pool);
  const position = async (): Promise<Cursor | undefined> => (await live.checkpoint()).cursor;
  const waiters = new PositionWaiters(store, position);
  const moved = (cursor: Cursor): void => waiters.moved(cursor);
  const projecting = { pool, store, published, moved };
  await rebuildIfNeeded(projecting);
  live.forget();
  const rulesOf: RulesOf = (root, hash) => rulesIn(store, published, root, hash);
  /** Whether this very process follows. */
  let following = 0;
  return {
    async follow(signal) {
      following += 1;
      try {
        await follow(projecting, signal);
      } finally {
        following -= 1;
      }
    },
    catchUp: () => catchUpWithLog(projecting, () => following > 0, waiters),
    position,
    waitFor: (wanted, ms = 2_000) => waiters.waitFor(wanted, ms),
    async rebuild(options) {
      const rebuilt = await rebuild(projecting, options);
      live.forget();
      return rebuilt;
    },
    dump: () => dump(pool),
    queries: {
      ...subjectQueries(live),
      ...workQueries(live),
      ...federationQueries(live),
      ...cycleQueries(live, rulesOf),
      ...quotaQueries(live, rulesOf),
      ...deliverableQueries(live, rulesOf),
      roots: async () => (await live.rows<{ root: string }>(ROOTS, new Parameters())).map(({ root }) => root),
    },
  };
}

const ROOTS = `select root from {views}.subjects where category = 'platform' order by root`;

/** How long {@link Views.catchUp} waits at once for whoever follows. */
const WAIT_MS = 1_000;

async function catchUpWithLog(parts: ProjectorParts, followed: () => boolean, waiters: PositionWaiters): Promise<void> {
  const head = await parts.store.head();
  if (head === undefined) return;
  for (;;) {
    if (followed()) {
      if (await waiters.waitFor(head, WAIT_MS)) return;
      continue;
    }
    try {
      return await applyLog(parts);
    } catch (error) {
      // Whoever displaced this one applies the same facts.
      if (!(error instanceof Displaced)) throw error;
      if (await waiters.waitFor(head, WAIT_MS)) return;
    }
  }
}

/** How long {@link openViews} waits before it looks again while another process rebuilds. */
const BUILT_ELSEWHERE_MS = 500;

/** Of two processes the second waits until the first has rebuilt, and looks again. */
async function rebuildIfNeeded(parts: ProjectorParts): Promise<void> {
  for (;;) {
    try {
      if (await canBeFollowed(parts)) await dropLeftovers(parts.pool);
      else await rebuild(parts);
      return;
    } catch (error) {
      // Gone: another one went live between two looks.
      if (!(error instanceof RebuildUnderWay || isUndefinedTable(error))) throw error;
      await sleep(BUILT_ELSEWHERE_MS);
    }
  }
}

async function canBeFollowed({ pool, store }: ProjectorParts): Promise<boolean> {
  const { version, schema } = await readLiveGeneration(pool);
  if (version !== VERSION) return false;
  const { cursor } = await readCheckpoint(pool, schema);
  return cursor === undefined ? !(await isLong(store)) : isInLog(store, cursor);
}

/** Facts from which on a log is built at once: following it from its beginning takes several times as long. */
const LONG = 20_000;

async function isLong(store: EventStore): Promise<boolean> {
  let facts = 0;
  for await (const _fact of store.readLog({ limit: LONG })) facts += 1;
  return facts === LONG;
}

/** Whether a checkpoint is one of this log, and within it. */
async function isInLog(store: EventStore, cursor: Cursor): Promise<boolean> {
  const head = await store.head();
  try {
    return head !== undefined && store.compareCursors(cursor, head) <= 0;
  } catch (error) {
    if (error instanceof BadCursor) return false;
    throw error;
  }
}

async function rulesIn(
  store: EventStore,
  published: PublishedValues<Programme>,
  root: string,
  hash: string,
): Promise<Programme> {
  if (!published.has(hash)) await published.load(store, root, hash);
  const rules = published.findRules(hash);
  if (!rules) throw new Error(`${hash} is no programme`);
  return rules;
}
