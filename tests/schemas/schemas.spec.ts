import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { poolOf } from '../pool.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';
import { makeSchemas, snapshotText, SNAPSHOTS } from './schemas.js';

// Each migration stands there with its digest: one that was released and changed is seen, whatever it comes to.

describeWithPostgres('snapshots of the schemas', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await freshDatabase('schemas');
    pool = poolOf(database.connectionString);
    await makeSchemas(pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test.each(SNAPSHOTS.map((each) => [each.file, each] as const))(
    '%s is what a fresh database has',
    async (file, each) => {
      const kept = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      expect(kept).toBe(await snapshotText(pool, each));
    },
  );

  test('there is no schema without a snapshot', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`,
    );
    const known = SNAPSHOTS.flatMap(({ schema, also = [] }) => [schema.name, ...also]);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
  });
});
