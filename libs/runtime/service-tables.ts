/** Rows that the service keeps beside the log, in a schema of their own: where its clock stands, its seed, tokens. */
import type { Pool } from 'pg';
import { read } from '../postgres/connection.js';

const LOCK = '7237115731490011';

const TABLES = `
  -- Two that make a schema at once trip over each other. All of this is one transaction.
  select pg_advisory_xact_lock(${LOCK});
  create schema if not exists service;
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

/** @throws {Unavailable} */
export async function makeServiceTables(pool: Pool): Promise<void> {
  await rowsOf(pool, TABLES);
}

/** Rows of one of these tables; none where the tables were never made. @throws {Unavailable} */
export async function serviceRows(pool: Pool, table: 'clock' | 'seed'): Promise<object[]> {
  const [there] = await rowsOf<{ there: string | null }>(pool, `select to_regclass('service.${table}')::text as there`);
  return (there?.there ?? null) === null ? [] : rowsOf(pool, `select * from service.${table}`);
}

async function rowsOf<Row extends object>(pool: Pool, text: string): Promise<Row[]> {
  return read<Row & Record<string, unknown>>(pool, { text, values: [] });
}
