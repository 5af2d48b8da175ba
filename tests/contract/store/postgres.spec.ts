import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Store } from '../../../libs/engine/store.js';
import { postgresStore } from '../../../libs/store/postgres.js';
import { freshDatabase, missingPostgres } from '../../postgres.js';
import type { FreshDatabase } from '../../postgres.js';
import { storeContract } from './store.contract.js';

const missing = missingPostgres();

if (missing === undefined) {
  let database: FreshDatabase | undefined;
  afterAll(() => database?.drop());
  storeContract('PostgreSQL', async () => {
    database ??= await freshDatabase('contract');
    const { connectionString } = database;
    const stores: Store[] = [];
    const open = async (): Promise<Store> => {
      const store = await postgresStore({ connectionString, connections: 4 });
      stores.push(store);
      return store;
    };
    return {
      store: await open(),
      another: open,
      drop: async () => {
        await Promise.all(stores.map((store) => store.close()));
        await dropLog(connectionString);
      },
    };
  });
} else {
  describe('event store: PostgreSQL', () => {
    test(`left out: ${missing}`, () => expect(missing).not.toBe(''));
  });
}

/** A database is slow to make; its log's schema is not. */
async function dropLog(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('drop schema hearth cascade');
  await client.end();
}
