/** Rows into tables: many at once, a column at a time. */
import type { PoolClient } from 'pg';
import type { Row, RowChange, Table, Value } from '../models/table.js';

/** Rows in one statement: bounds what the client builds in memory. */
const MOST_ROWS = 5_000;

/** Makes these all that the table holds of their streams. */
export async function replaceRows(
  client: PoolClient,
  schema: string,
  table: Table,
  rows: ReadonlyMap<string, readonly Row[]>,
): Promise<void> {
  const single = table.key.length === 1;
  const cleared = [...rows].flatMap(([stream, found]) => (single && found.length > 0 ? [] : [stream]));
  if (cleared.length > 0)
    await client.query(`delete from ${schema}.${table.name} where stream = any($1::text[])`, [cleared]);
  await putRows(client, schema, table, [...rows.values()].flat());
}

/** What facts change in a table, the last of each row. */
export class Changes {
  /** Streams all of whose rows are dropped before any is put. */
  private readonly cleared = new Set<string>();
  private readonly rows = new Map<string, Row | undefined>();
  private readonly places: readonly number[];

  constructor(readonly table: Table) {
    const names = Object.keys(table.columns);
    this.places = table.key.map((name) => names.indexOf(name));
  }

  add(change: RowChange): void {
    if ('put' in change) this.rows.set(this.places.map((place) => change.put[place]).join(' '), change.put);
    else if ('drop' in change) this.rows.set(change.drop.join(' '), undefined);
    else {
      this.cleared.add(change.clear);
      // Texts of keys hold no space.
      for (const key of [...this.rows.keys()]) if (key.startsWith(`${change.clear} `)) this.rows.delete(key);
    }
  }

  async write(client: PoolClient, schema: string): Promise<void> {
    const { table, cleared, rows } = this;
    const name = `${schema}.${table.name}`;
    if (cleared.size > 0) await client.query(`delete from ${name} where stream = any($1::text[])`, [[...cleared]]);
    const dropped = [...rows].flatMap(([key, row]) => (row === undefined ? [key.split(' ')] : []));
    if (dropped.length > 0) await dropRows(client, name, table, dropped);
    await putRows(
      client,
      schema,
      table,
      [...rows.values()].filter((row) => row !== undefined),
    );
  }

  empty(): void {
    this.cleared.clear();
    this.rows.clear();
  }
}

function typeOf(table: Table, column: string): string {
  return (table.columns[column] ?? 'text').replace('?', '');
}

async function dropRows(client: PoolClient, name: string, table: Table, keys: readonly string[][]): Promise<void> {
  const columns = table.key.map((_, place) => keys.map((key) => key[place]));
  const arrays = table.key.map((column, place) => `$${place + 1}::${typeOf(table, column)}[]`);
  await client.query(
    `delete from ${name} where (${table.key.join(', ')}) in (select * from unnest(${arrays.join(', ')}))`,
    columns,
  );
}

export async function putRows(client: PoolClient, schema: string, table: Table, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(table.columns);
  const arrays = names.map((column, place) => `$${place + 1}::${typeOf(table, column)}[]`);
  const sets = names.filter((column) => !table.key.includes(column)).map((column) => `${column} = excluded.${column}`);
  const text = `insert into ${schema}.${table.name} (${names.join(', ')}) select * from unnest(${arrays.join(', ')})
    on conflict (${table.key.join(', ')}) do update set ${sets.join(', ')}`;
  for (let start = 0; start < rows.length; start += MOST_ROWS) {
    const some = rows.slice(start, start + MOST_ROWS);
    await client.query(
      text,
      names.map((_, place) => arrayText(some, place)),
    );
  }
}

const PLAIN = /^[A-Za-z0-9:./_-]+$/;

/** One column as PostgreSQL reads an array. */
function arrayText(rows: readonly Row[], place: number): string {
  let text = '{';
  for (const [index, row] of rows.entries()) {
    if (index > 0) text += ',';
    text += elementText(row[place] ?? null);
  }
  return `${text}}`;
}

function elementText(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  // Four letters could be the word for nothing.
  if (value.length !== 4 && value.length < 200 && PLAIN.test(value)) return value;
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
