import { afterAll } from '@jest/globals';
import pg from 'pg';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { postgresStore } from '../../../libs/store/postgres/postgres-store.js';
import { describeWithPostgres, freshDatabase } from '../../postgres.js';
import type { FreshDatabase } from '../../postgres.js';
import { storeContract } from './store.contract.js';

describeWithPostgres('on a server', () => {
  let database: FreshDatabase | undefined;
  afterAll(() => database?.drop());
  storeContract('PostgreSQL', async () => {
    database ??= await freshDatabase('contract');
    const { connectionString } = database;
    const stores: EventStore[] = [];
    const open = async (): Promise<EventStore> => {
      const store = await postgresStore({ connectionString, connections: 4 });
      stores.push(store);
      return store;
    };
    return {
      store: await open(),
      another: open,
      disturb: (signal) => takeBack(connectionString, signal),
      drop: async () => {
        await Promise.all(stores.map((store) => store.close()));
        await dropLog(connectionString);
      },
    };
  });
});

/** Writes a fact with the store's own function, stalls with the log locked, and rolls back; again and again. */
async function takeBack(connectionString: string, signal: AbortSignal): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  let times = 0;
  for (; !signal.aborted; times += 1) {
    await client.query('begin');
    await client.query(
      `select hearth.append_group(epoch, 1, '{home-r.ghost}', '{-1}', '{home-r.ghost}', '{0}',
        '{home-r.ghost}', '{0}', '{ghost}', '{ghost}', '{2024-04-15T00:00:00.000Z}', '{0}', '{1}', '{0}', '')
       from hearth.log_head`,
    );
    await client.query('select pg_sleep(random() * 0.005)');
    await client.query('rollback');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await client.end();
  return times;
}

/** A database is slow to make; its log's schema is not. */
async function dropLog(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('drop schema hearth cascade');
  await client.end();
}
