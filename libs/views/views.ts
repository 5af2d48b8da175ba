/**
 * Read models in PostgreSQL that follow the log. They are never read to decide; whoever needs what stands now asks the
 * engine. Rows and checkpoint move in one transaction, and everything can be built anew beside the live rows.
 */
import type { Pool } from 'pg';
import type { Cursor, Store } from '../engine/store.js';
import type { Programme } from '../lifecycle/programme.js';
import type { ViewQueries } from './queries.js';

export interface ViewsParts {
  readonly pool: Pool;
  readonly store: Store;
  /** The platform's definition that this software carries. */
  readonly carried: Programme;
}

export interface Rebuilt {
  readonly facts: number;
  readonly seconds: number;
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
  reached(cursor: Cursor, ms?: number): Promise<boolean>;
  /** Builds everything anew beside the live rows, then swaps. @throws {RebuildUnderWay} */
  rebuild(options?: { readonly signal?: AbortSignal; readonly progress?: (facts: number) => void }): Promise<Rebuilt>;
  /** Every row of every view, a line each, in a fixed order: equal for equal views. */
  dump(): AsyncIterable<string>;
  readonly queries: ViewQueries;
}

/** Opens the views of this log, their tables made if need be. */
export function openViews(_parts: ViewsParts): Promise<Views> {
  throw new Error('the views are being built');
}
