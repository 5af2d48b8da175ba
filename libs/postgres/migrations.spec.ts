import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { poolOf } from '../../tests/pool.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../../tests/postgres.js';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { digestOf, migrate, SchemaTooNew, type Schema } from './migrations.js';

const FIRST = { version: 1, name: 'first', sql: 'create table if not exists toys.kites (name text)' };
const SECOND = { version: 2, name: 'second', sql: 'alter table toys.kites add column colour text' };
const schemaOf = (...migrations: Schema['migrations']): Schema => ({
  name: 'toys',
  versions: 'versions',
  lock: ADVISORY_LOCKS.logMigration,
  migrations,
});

describeWithPostgres('migrations', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeEach(async () => {
    database = await freshDatabase('migrations');
    pool = poolOf(database.connectionString);
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });
  const applied = async (): Promise<number[]> =>
    (await pool.query<{ version: number }>('select version from toys.versions order by version')).rows.map(
      ({ version }) => version,
    );

  test('each is applied once, in order, when it comes', async () => {
    await migrate(pool, schemaOf(FIRST));
    expect(await applied()).toEqual([1]);
    await migrate(pool, schemaOf(FIRST, SECOND));
    await migrate(pool, schemaOf(FIRST, SECOND));
    expect(await applied()).toEqual([1, 2]);
    await pool.query('select name, colour from toys.kites');
  });

  test('whoever comes at the same time waits', async () => {
    await Promise.all(Array.from({ length: 4 }, () => migrate(pool, schemaOf(FIRST, SECOND))));
    expect(await applied()).toEqual([1, 2]);
  });

  test('one that fails leaves nothing of any behind', async () => {
    const broken = { version: 3, name: 'broken', sql: 'alter table toys.planes add column colour text' };
    await expect(migrate(pool, schemaOf(FIRST, SECOND, broken))).rejects.toThrow('"toys.planes" does not exist');
    expect((await pool.query(`select 1 where to_regclass('toys.kites') is not null`)).rowCount).toBe(0);
    await migrate(pool, schemaOf(FIRST, SECOND));
    expect(await applied()).toEqual([1, 2]);
  });

  test('out of order, with a gap or twice, they are refused before anything is applied', async () => {
    for (const wrong of [[SECOND, FIRST], [SECOND], [FIRST, FIRST], [FIRST, { ...SECOND, version: 3 }]])
      await expect(migrate(pool, schemaOf(...wrong))).rejects.toThrow('migrations of schema toys: version');
    expect((await pool.query(`select 1 where to_regnamespace('toys') is not null`)).rowCount).toBe(0);
  });

  test('tables of a newer version are refused', async () => {
    await migrate(pool, schemaOf(FIRST, SECOND));
    await expect(migrate(pool, schemaOf(FIRST))).rejects.toThrow(SchemaTooNew);
    await expect(migrate(pool, schemaOf(FIRST))).rejects.toThrow('version 2; this program knows 1');
  });

  test('tables that were made before versions were kept are taken over', async () => {
    await pool.query(`create schema toys; create table toys.kites (name text); insert into toys.kites values ('red')`);
    await migrate(pool, schemaOf(FIRST, SECOND));
    expect((await pool.query('select name from toys.kites')).rows).toEqual([{ name: 'red' }]);
  });
});

test('the digest of a migration is of its statements alone', () => {
  expect(digestOf({ ...FIRST, name: 'renamed' })).toBe(digestOf(FIRST));
  expect(digestOf({ ...FIRST, sql: `\n  ${FIRST.sql}\n` })).toBe(digestOf(FIRST));
  expect(digestOf({ ...FIRST, sql: `${FIRST.sql};` })).not.toBe(digestOf(FIRST));
});
