import type { Pool, PoolClient } from 'pg';
import { ADVISORY_LOCKS } from '../../postgres/advisory-locks.js';
import { withConnection } from '../../postgres/connection.js';
import { translateErrors } from '../../postgres/errors.js';

/**
 * Runs `work` while no other process of this database migrates the tables, erases, or uses the list of erasures. When it
 * throws, its connection is closed, and the lock with it. @throws {Unavailable}
 */
export function withSealingLock<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return translateErrors(() =>
    withConnection(pool, async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCKS.sealing]);
      const result = await work(client);
      await client.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCKS.sealing]);
      return result;
    }),
  );
}
