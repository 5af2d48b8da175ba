/** Every row of every view as a line, for comparing views byte for byte. */
import type { Pool } from 'pg';
import { readLiveGeneration } from './generations.js';
import { TABLES } from '../models/all-models.js';

const PAGE = 1_000;

/**
 * Lines `<table> <row as JSON>`, tables in their order, rows by their keys: nothing in them tells of the generation. All
 * of one moment; a rebuild drops these rows only when the last line was taken.
 */
export async function* dump(pool: Pool): AsyncGenerator<string> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { schema } = await readLiveGeneration(client);
    for (const { name, key } of TABLES) {
      await client.query(
        `declare lines no scroll cursor for
          select to_jsonb(t)::text as line from ${schema}.${name} t order by ${key.join(', ')}`,
      );
      for (;;) {
        const { rows } = await client.query<{ line: string }>(`fetch ${PAGE} from lines`);
        for (const { line } of rows) yield `${name} ${line}`;
        if (rows.length < PAGE) break;
      }
      await client.query('close lines');
    }
  } finally {
    // Whoever stops early leaves a cursor open: it ends with the transaction.
    const ended = await client.query('rollback').then(
      () => true,
      () => false,
    );
    client.release(!ended);
  }
}
