/** Runs queries on the live generation, whichever that is. */
import type { Pool } from 'pg';
import { isUndefinedTable } from '../../postgres/errors.js';
import { readLiveGeneration } from '../generations/generations.js';
import type { Cursor } from '../../engine/ports/event-store.js';
import { Parameters } from './row-conditions.js';

/** How often a query is tried whose generation is dropped while it runs. */
const TRIES = 5;

/** Rows of the live views. In the text, `{views}` stands for their schema. */
export class LiveGeneration {
  #schema: string | undefined;

  constructor(private readonly pool: Pool) {}

  async rows<Row extends object>(text: string, parameters: Pick<Parameters, 'values'>): Promise<Row[]> {
    for (let attempt = 1; ; attempt += 1) {
      this.#schema ??= (await readLiveGeneration(this.pool)).schema;
      const asked = this.#schema;
      try {
        const { rows } = await this.pool.query<Row & Record<string, unknown>>(text.replaceAll('{views}', asked), [
          ...parameters.values,
        ]);
        return rows;
      } catch (error) {
        if (!isUndefinedTable(error) || attempt === TRIES) throw error;
        this.forget();
      }
    }
  }

  /** Where the live views stand, and how many facts they were made from. */
  async checkpoint(): Promise<{ cursor: Cursor | undefined; facts: number }> {
    const [row] = await this.rows<{ cursor: Cursor | null; facts: string; retired: boolean }>(
      'select cursor, facts, retired from {views}.checkpoint',
      new Parameters(),
    );
    // Retired ones tell of themselves until they are dropped.
    if (row?.retired === true) {
      this.forget();
      return this.checkpoint();
    }
    return { cursor: row?.cursor ?? undefined, facts: Number(row?.facts ?? 0) };
  }

  /** Another generation may be live. */
  forget(): void {
    this.#schema = undefined;
  }
}

/** A row without the columns that are null: types have them as optional. */
export function omitNulls<Row extends object>(row: Row): { [Name in keyof Row]: Exclude<Row[Name], null> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as {
    [Name in keyof Row]: Exclude<Row[Name], null>;
  };
}
