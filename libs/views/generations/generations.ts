/**
 * Generations of the views: each in a schema of its own, `views_1`, `views_2` …, one of them live. Every generation holds
 * where it stands in the log beside its rows. One that is retired never moves again.
 */
import type { Pool, PoolClient } from 'pg';
import type { Cursor } from '../../engine/ports/event-store.js';
import { ADVISORY_LOCKS } from '../../postgres/advisory-locks.js';
import { withConnection } from '../../postgres/connection.js';
import { isLockTimeout } from '../../postgres/errors.js';
import { migrate } from '../../postgres/migrations.js';
import { transaction } from '../../postgres/transactions.js';
import { TABLES, VERSION } from '../models/all-models.js';
import { createIndexes, createTables, viewsSchema } from './schema.js';

/** The views are being rebuilt already, by this or another process. */
export class RebuildUnderWay extends Error {
  constructor() {
    super('the views are being rebuilt already');
  }
}

export interface Generation {
  readonly schema: string;
  /** Of the tables; another program may have made them. */
  readonly version: number;
}

/** The live generation, made with empty tables when there is none. */
export async function openGeneration(pool: Pool): Promise<Generation> {
  await migrate(pool, viewsSchema);
  return transaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.viewsMigration]);
    const { rows } = await client.query('select 1 from views.generation');
    if (rows.length === 0) {
      await createTables(client, 'views_1');
      await createIndexes(client, 'views_1');
      await client.query('insert into views.generation (live, last, version) values (1, 1, $1)', [VERSION]);
    }
    return readLiveGeneration(client);
  });
}

export async function readLiveGeneration(client: Pool | PoolClient): Promise<Generation> {
  const { rows } = await client.query<{ live: number; version: number }>('select live, version from views.generation');
  const [row] = rows;
  if (!row) throw new Error('views.generation has lost its row');
  return { schema: `views_${row.live}`, version: row.version };
}

/** Gives the planner statistics, and lets queries read indexes alone. Not within a transaction. */
export async function vacuumTables(client: PoolClient, schema: string): Promise<void> {
  for (const { name } of TABLES) await client.query(`vacuum (analyze) ${schema}.${name}`);
}

/** The last fact that a generation shows. */
export async function readCheckpoint(
  client: Pool | PoolClient,
  schema: string,
): Promise<{ cursor: Cursor | undefined; facts: number; retired: boolean }> {
  const { rows } = await client.query<{ cursor: Cursor | null; facts: string; retired: boolean }>(
    `select cursor, facts, retired from ${schema}.checkpoint`,
  );
  const [row] = rows;
  if (!row) throw new Error(`${schema}.checkpoint has lost its row`);
  return { cursor: row.cursor ?? undefined, facts: Number(row.facts), retired: row.retired };
}

/** Moves the checkpoint if it still stands where this projector left it. Others wait until the transaction is over. */
export async function moveCheckpoint(
  client: PoolClient,
  schema: string,
  from: Cursor | undefined,
  to: Cursor,
  facts: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ${schema}.checkpoint set cursor = $2, facts = facts + $3
      where cursor is not distinct from $1 and not retired`,
    [from ?? null, to, facts],
  );
  return rowCount === 1;
}

/**
 * A new generation for the time of `build`, which fills it and makes it live with {@link goLive}; whatever is not live
 * afterwards is dropped. @throws {RebuildUnderWay}
 */
export function withNewGeneration<T>(pool: Pool, build: (schema: string) => Promise<T>): Promise<T> {
  return withConnection(pool, async (holder) => {
    await lockRebuild(holder);
    try {
      await dropOthers(pool);
      const schema = await transaction(pool, async (client) => {
        const { rows } = await client.query<{ last: number }>(
          'update views.generation set last = last + 1 returning last',
        );
        const made = `views_${rows[0]?.last}`;
        await createTables(client, made);
        return made;
      });
      return await build(schema);
    } finally {
      await dropOthers(pool).catch(() => undefined);
      await holder.query('select pg_advisory_unlock($1)', [ADVISORY_LOCKS.viewsRebuild]).catch(() => undefined);
    }
  });
}

async function lockRebuild(holder: PoolClient): Promise<void> {
  const { rows } = await holder.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    ADVISORY_LOCKS.viewsRebuild,
  ]);
  if (rows[0]?.held !== true) throw new RebuildUnderWay();
}

/** Retires the live generation: it stands still from here to the end of the transaction, and ever after. */
export async function retire(client: PoolClient): Promise<Cursor | undefined> {
  const { schema } = await readLiveGeneration(client);
  await client.query(`update ${schema}.checkpoint set retired = true`);
  return (await readCheckpoint(client, schema)).cursor;
}

export async function goLive(client: PoolClient, schema: string): Promise<void> {
  await client.query('update views.generation set live = $1, version = $2', [
    Number(schema.slice('views_'.length)),
    VERSION,
  ]);
}

/** What an interrupted rebuild left behind is dropped, unless one is under way. */
export async function dropLeftovers(pool: Pool): Promise<void> {
  await withConnection(pool, async (holder) => {
    try {
      await lockRebuild(holder);
    } catch (error) {
      if (error instanceof RebuildUnderWay) return;
      throw error;
    }
    await dropOthers(pool).finally(() => holder.query('select pg_advisory_unlock($1)', [ADVISORY_LOCKS.viewsRebuild]));
  });
}

/** Tries to drop each, for so long each time: queries in flight hold their tables, and new ones queue behind a drop. */
const DROP_TRIES = 20;
const DROP_MS = 500;

async function dropOthers(pool: Pool): Promise<void> {
  const { schema: live } = await readLiveGeneration(pool);
  const { rows } = await pool.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname ~ '^views_[0-9]+$' and nspname <> $1`,
    [live],
  );
  for (const { name } of rows) await dropSchema(pool, name);
}

async function dropSchema(pool: Pool, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await transaction(pool, async (client) => {
        await client.query(`set local lock_timeout = ${DROP_MS}`);
        await client.query(`drop schema if exists ${name} cascade`);
      });
      return;
    } catch (error) {
      if (!isLockTimeout(error) || attempt === DROP_TRIES) throw error;
    }
  }
}
