/** Rows that the service keeps beside the log, in a schema of their own: where its clock stands, its seed, tokens. */
import type { Pool } from 'pg';
import { ADVISORY_LOCKS } from '../postgres/advisory-locks.js';
import { read } from '../postgres/connection.js';
import type { Schema } from '../postgres/migrations.js';

/** Does nothing where an earlier version, which kept no versions, made these tables. */
const CLOCK_SEED_TOKENS = `
  create table if not exists service.clock (
    one boolean primary key default true check (one), at bigint not null, runs boolean not null, since bigint not null
  );
  create table if not exists service.seed (one boolean primary key default true check (one), seed text not null);
  create table if not exists service.tokens (
    id text primary key, hash bytea not null, root text not null, account text not null, role text not null,
    unit text not null, "grant" text not null, kind text not null, label text not null,
    made_at timestamptz not null default now(), revoked_at timestamptz
  );
`;

export const serviceSchema: Schema = {
  name: 'service',
  versions: 'versions',
  lock: ADVISORY_LOCKS.serviceMigration,
  migrations: [{ version: 1, name: 'clock-seed-tokens', sql: CLOCK_SEED_TOKENS }],
};

/** Rows of one of these tables; none where the tables were never made. @throws {Unavailable} */
export async function serviceRows(pool: Pool, table: 'clock' | 'seed'): Promise<object[]> {
  const [found] = await readRows<{ there: boolean }>(
    pool,
    `select to_regclass('service.${table}') is not null as there`,
  );
  return found?.there === true ? readRows(pool, `select * from service.${table}`) : [];
}

async function readRows<Row extends object>(pool: Pool, text: string): Promise<Row[]> {
  return read<Row & Record<string, unknown>>(pool, { text, values: [] });
}
