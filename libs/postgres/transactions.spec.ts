import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { poolOf } from '../../tests/pool.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../../tests/postgres.js';
import { withConnection } from './connection.js';
import { transaction } from './transactions.js';

describeWithPostgres('transactions', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await freshDatabase('transactions');
    pool = poolOf(database.connectionString);
    await pool.query('create table kept (n integer primary key)');
  });
  beforeEach(async () => {
    await pool.query('truncate kept');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  const kept = async (): Promise<number[]> =>
    (await pool.query<{ n: number }>('select n from kept order by n')).rows.map(({ n }) => n);

  test('all of it is written, on a pool and on a connection', async () => {
    expect(
      await transaction(pool, async (client) => (await client.query('insert into kept values (1)')).rowCount),
    ).toBe(1);
    await withConnection(pool, async (client) => {
      await transaction(client, (same) => same.query('insert into kept values (2)'));
      await transaction(client, (same) => same.query('insert into kept values (3)'), { mode: 'quick' });
    });
    expect(await kept()).toEqual([1, 2, 3]);
  });

  test('or nothing, and the connection can be used again', async () => {
    const bad = new Error('bad');
    await withConnection(pool, async (client) => {
      const failing = transaction(client, async () => {
        await client.query('insert into kept values (1)');
        throw bad;
      });
      await expect(failing).rejects.toBe(bad);
      await client.query('insert into kept values (2)');
    });
    expect(await kept()).toEqual([2]);
  });

  test('when the connection is gone too, what went wrong first is what is thrown', async () => {
    const bad = new Error('bad');
    const failing = transaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      throw bad;
    });
    await expect(failing).rejects.toBe(bad);
    // The connection was thrown away: the next one answers.
    expect(await kept()).toEqual([]);
  });

  test('a snapshot sees one moment and writes nothing', async () => {
    await transaction(
      pool,
      async (client) => {
        expect((await client.query('select * from kept')).rowCount).toBe(0);
        await pool.query('insert into kept values (1)');
        expect((await client.query('select * from kept')).rowCount).toBe(0);
      },
      { mode: 'snapshot' },
    );
    const writing = transaction(pool, (client) => client.query('insert into kept values (2)'), { mode: 'snapshot' });
    await expect(writing).rejects.toThrow('read-only transaction');
    expect(await kept()).toEqual([1]);
  });

  test('only a quick one is answered before it is on the disk', async () => {
    const mode = async (options?: { mode: 'quick' }): Promise<string | undefined> =>
      transaction(
        pool,
        async (client) =>
          (await client.query<{ synchronous_commit: string }>('show synchronous_commit')).rows[0]?.synchronous_commit,
        options,
      );
    expect([await mode(), await mode({ mode: 'quick' }), await mode()]).toEqual(['on', 'off', 'on']);
  });

  test('a connection whose work failed is not used again', async () => {
    const pid = async (fail: boolean): Promise<number> => {
      let found = 0;
      await withConnection(pool, async (client) => {
        found = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;
        if (fail) throw new Error('bad');
      }).catch(() => undefined);
      return found;
    };
    const first = await pid(false);
    expect(await pid(true)).toBe(first);
    expect(await pid(false)).not.toBe(first);
  });
});
