/** A projection that keeps two streams in memory reads all others back from their rows, and comes to the same rows. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PublishedValues } from '../../libs/engine/load/published-values.js';
import type { StoredFact } from '../../libs/engine/ports/event-store.js';
import { carriedPlatform, publishing } from '../../libs/lifecycle/platform/published-values.js';
import { transaction } from '../../libs/postgres/transactions.js';
import { createTables } from '../../libs/views/generations/schema.js';
import { TABLES } from '../../libs/views/models/all-models.js';
import { Projection } from '../../libs/views/projector/projection.js';
import { describeWithPostgres } from '../postgres.js';
import { federation } from '../shanghai/federation.js';
import { seen, type Seen } from './seen.js';

const BATCH = 5;

describeWithPostgres('views with room for two streams', () => {
  let at: Seen;
  beforeEach(async () => {
    at = await seen();
  });
  afterEach(() => at.close());

  const rowsIn = async (schema: string): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const { name, key } of TABLES) {
      const { rows } = await at.pool.query(
        `select to_jsonb(t) as row from ${schema}.${name} t order by ${key.join(', ')}`,
      );
      found.push([name, rows]);
    }
    return found;
  };

  test('have the same rows', async () => {
    await federation(3, { store: at.store });
    await at.views.catchUp();
    const published = new PublishedValues(publishing);
    const { programme } = carriedPlatform();
    published.add(programme.hash, programme.definition);
    await transaction(at.pool, (client) => createTables(client, 'views_9'));
    const projection = new Projection({ pool: at.pool, store: at.store, published, schema: 'views_9', remembered: 2 });
    const facts: StoredFact[] = [];
    for await (const fact of at.store.readLog()) facts.push(fact);
    const streams = new Set(facts.map(({ stream }) => stream));
    for (let start = 0; start < facts.length; start += BATCH) {
      await projection.take(facts.slice(start, start + BATCH));
      await transaction(at.pool, (client) => projection.write(client));
      projection.settle();
    }
    expect(streams.size).toBeGreaterThan(10);
    expect(await rowsIn('views_9')).toEqual(await rowsIn('views_1'));
  });
});
