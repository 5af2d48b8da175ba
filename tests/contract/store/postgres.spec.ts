import { describe, test } from '@jest/globals';
import type { Store } from '../../../libs/engine/store.js';
import { postgresStore } from '../../../libs/store/postgres.js';
import { freshDatabase, missingPostgres } from '../../postgres.js';
import { storeContract } from './store.contract.js';

const missing = missingPostgres();

if (missing === undefined) {
  storeContract('PostgreSQL', async () => {
    const { connectionString, drop } = await freshDatabase('contract');
    const open = async (): Promise<Store> => {
      const store = await postgresStore({ connectionString, connections: 4 });
      stores.push(store);
      return store;
    };
    const stores: Store[] = [];
    return {
      store: await open(),
      another: open,
      drop: async () => {
        await Promise.all(stores.map((store) => store.close()));
        await drop();
      },
    };
  });
} else {
  describe('event store: PostgreSQL', () => {
    test(`left out: ${missing}`, () => undefined);
  });
}
