/** Where the log lies on KurrentDB, no moment of one database holds it and the votes: they stand still while it is looked at. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { backUp } from '../../libs/backup/back-up.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { openSealing } from '../../libs/sealing/open-sealing.js';
import { describeWithPostgres } from '../postgres.js';
import { Workshop } from './installation.js';

describeWithPostgres('a back-up beside a log on KurrentDB', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await Workshop.open();
  });
  afterEach(() => workshop.close());

  test('lets nobody vote, and no ballot close, from when it sees where the log ends until it has seen the votes', async () => {
    const { pool, store, environment } = await workshop.installation('KurrentDB');
    await openSealing({ pool, environment });
    /** What putting a choice, or destroying them, needs. */
    const writing = async (): Promise<string> => {
      const client = await pool.connect();
      try {
        await client.query(`begin; set local lock_timeout = '300ms'; lock table sealing.votes in row exclusive mode`);
        return 'free';
      } catch (error) {
        return String((error as { code?: unknown }).code);
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    const told: string[] = [];
    const looking: EventStore = Object.assign(Object.create(store) as EventStore, {
      head: async () => {
        told.push(await writing());
        return store.head();
      },
    });
    const drained = async (_part: string, text: AsyncIterable<string>): Promise<void> => {
      for await (const line of text) told.push(line.slice(0, 0));
    };
    await backUp({ store: looking, pool, elsewhere: true }, { write: drained, progress: () => undefined });
    // 55P03: the lock was not to be had in time.
    expect(told[0]).toBe('55P03');
    expect(await writing()).toBe('free');
  });
});
