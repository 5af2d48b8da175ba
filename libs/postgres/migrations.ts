/** The one way to bring a schema of the database up to date. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { ClientBase, Pool } from 'pg';
import type { AdvisoryLock } from './advisory-locks.js';
import { retryOnce, withConnection } from './connection.js';
import { transaction } from './transactions.js';

/** One change of a schema. Once released it never changes: a further change is a further migration. */
export interface Migration {
  /** Counted from 1, without gaps. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

export interface Schema {
  readonly name: string;
  /** The table of the schema that holds which versions have been applied, and when. */
  readonly versions: string;
  /** Two processes that start together migrate one after the other. */
  readonly lock: AdvisoryLock;
  /** In the order of their versions. The first one of a schema that older versions made without a table of versions does nothing there. */
  readonly migrations: readonly Migration[];
}

/** A schema was made by a newer version of this software. */
export class SchemaTooNew extends Error {
  constructor(schema: string, version: number, known: number) {
    super(`the tables of schema ${schema} have version ${version}; this program knows ${known}: it is too old`);
  }
}

/**
 * Applies what is missing, all or nothing, whichever process comes first. On a connection that is passed in, outside of a
 * transaction. @throws {SchemaTooNew} @throws {Unavailable} on a pool.
 */
export async function migrate(on: Pool | ClientBase, schema: Schema): Promise<void> {
  checkOrder(schema);
  if (on instanceof pg.Pool) return retryOnce(() => withConnection(on, (client) => migrate(client, schema)));
  const { name, versions, lock, migrations } = schema;
  if ((await appliedVersion(on, schema)) === migrations.length) return;
  await transaction(on, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lock]);
    await client.query(`create schema if not exists ${name}`);
    await client.query(
      `create table if not exists ${name}.${versions} (version integer primary key, at timestamptz not null default now())`,
    );
    const applied = await appliedVersion(client, schema);
    if (applied > migrations.length) throw new SchemaTooNew(name, applied, migrations.length);
    for (const { version, sql } of migrations.slice(applied)) {
      await client.query(sql);
      await client.query(`insert into ${name}.${versions} (version) values ($1)`, [version]);
    }
  });
}

/** What a migration says, as 16 hex digits: kept in the snapshot of its schema, so that a change of a released one is seen. */
export function digestOf({ sql }: Migration): string {
  return createHash('sha256').update(sql.trim()).digest('hex').slice(0, 16);
}

function checkOrder({ name, migrations }: Schema): void {
  for (const [index, { version }] of migrations.entries())
    if (version !== index + 1)
      throw new Error(`migrations of schema ${name}: version ${version} in place ${index + 1}`);
}

/** 0 where nothing was applied yet. */
async function appliedVersion(client: ClientBase, { name, versions }: Schema): Promise<number> {
  const table = `${name}.${versions}`;
  const { rows: found } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  if (found[0]?.there !== true) return 0;
  const { rows } = await client.query<{ version: number | null }>(`select max(version) as version from ${table}`);
  return rows[0]?.version ?? 0;
}
