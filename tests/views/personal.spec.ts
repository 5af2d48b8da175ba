/** Nothing personal stands in any view: of forms full of canaries none is found, in no table and no row. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Canaries } from '../erasure/canaries.js';
import { play } from '../erasure/case.js';
import { describeWithPostgres } from '../postgres.js';
import { dumped, seen, type Seen } from './seen.js';

describeWithPostgres('personal fields', () => {
  const canaries = new Canaries();
  let at: Seen;
  beforeAll(async () => {
    at = await seen();
    await play({ store: at.store }, canaries);
    await at.views.catchUp();
  });
  afterAll(() => at.close());

  test('stand in no line of the dump and in no row of any table, built live or anew', async () => {
    expect(canaries.placed.length).toBeGreaterThan(40);
    for (const _built of ['live', 'anew']) {
      const lines = await dumped(at.views);
      expect(lines.length).toBeGreaterThan(20);
      expect(lines.filter((line) => line.includes(canaries.marker))).toEqual([]);
      const rows = await everyRow();
      expect(rows.filter((row) => row.includes(canaries.marker))).toEqual([]);
      // What is nobody's is there: so the search would find what it looks for.
      expect(rows.some((row) => row.includes('pudong-s1'))).toBe(true);
      // Nor is anything sealed kept: there is nothing to erase.
      expect(rows.filter((row) => row.includes('$sealed'))).toEqual([]);
      await at.views.rebuild();
    }
  });

  async function everyRow(): Promise<string[]> {
    const { rows: tables } = await at.pool.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_schema like 'views%'`,
    );
    expect(tables.length).toBeGreaterThan(9);
    const all = await Promise.all(
      tables.map(({ name }) => at.pool.query<{ row: string }>(`select t::text as row from ${name} t`)),
    );
    return all.flatMap(({ rows }) => rows.map(({ row }) => row));
  }
});
