/**
 * The tables of the views. `views.generation` says which generation is live and is migrated; the tables of a generation
 * lie in a schema of its own and are never migrated: views of another version are built anew. `schema.snapshot.sql` shows both.
 */
import type { ClientBase } from 'pg';
import { ADVISORY_LOCKS } from '../../postgres/advisory-locks.js';
import type { Schema } from '../../postgres/migrations.js';
import { TABLES } from '../models/all-models.js';
import type { Table } from '../models/table.js';

/** Does nothing where an earlier version, which kept no versions, made this table. */
const GENERATION = `
  create table if not exists views.generation (
    one boolean primary key default true check (one), live integer not null, last integer not null, version integer not null
  );
`;

export const viewsSchema: Schema = {
  name: 'views',
  versions: 'versions',
  lock: ADVISORY_LOCKS.viewsMigration,
  migrations: [{ version: 1, name: 'generation', sql: GENERATION }],
};

/** Creates the empty tables of a generation, without the indexes that slow the filling of them: {@link createIndexes}. */
export async function createTables(client: ClientBase, schema: string): Promise<void> {
  await client.query(`create schema ${schema};
    create table ${schema}.checkpoint (
      one boolean primary key default true check (one), cursor text, facts bigint not null, retired boolean not null
    ) with (fillfactor = 20);
    insert into ${schema}.checkpoint (cursor, facts, retired) values (null, 0, false);
    ${TABLES.map((table) => createTable(schema, table)).join('\n')}`);
}

function createTable(schema: string, { name, columns, key, also = [] }: Table): string {
  const lines = Object.entries(columns).map(([column, type]) => {
    const plain = type.replace('?', '');
    return `${column} ${plain}${plain === 'text' ? ' collate "C"' : ''}${type.endsWith('?') ? '' : ' not null'}`;
  });
  const alters = also.filter((each) => each.startsWith('alter')).map((each) => `${on(schema, name, each)};`);
  return `create table ${schema}.${name} (${lines.join(', ')}, primary key (${key.join(', ')}));${alters.join('')}`;
}

export async function createIndexes(client: ClientBase, schema: string): Promise<void> {
  for (const { name, also = [] } of TABLES) {
    for (const each of also) if (!each.startsWith('alter')) await client.query(on(schema, name, each));
  }
}

function on(schema: string, table: string, text: string): string {
  return text.replaceAll('{table}', `${schema}.${table}`);
}
