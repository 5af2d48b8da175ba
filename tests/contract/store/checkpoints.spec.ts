import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { postgresCheckpoints } from '../../../libs/store/postgres/checkpoints.js';
import { postgresStore } from '../../../libs/store/postgres/postgres-store.js';
import { poolOf } from '../../pool.js';
import { freshDatabase, describeWithPostgres, type FreshDatabase } from '../../postgres.js';

describeWithPostgres('checkpoints', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let store: EventStore;
  beforeAll(async () => {
    database = await freshDatabase('checkpoints');
    pool = poolOf(database.connectionString);
    store = await postgresStore({ pool });
  });
  afterAll(async () => {
    await store.close();
    await pool.end();
    await database.drop();
  });

  const append = async (stream: string): Promise<string> => {
    const fact = { id: stream, type: 'born', at: '2024-04-15T00:00:00.000Z', bytes: Buffer.from('{}') };
    const appended = await store.append([{ stream, expected: -1, facts: [fact] }]);
    if (!appended.ok) throw new Error('refused');
    return appended.cursor;
  };

  test('a follower goes on where another process left off', async () => {
    const first = await append('home-r.a');
    const second = await append('home-r.b');
    expect(await postgresCheckpoints(pool).load('reactions')).toBeUndefined();
    await postgresCheckpoints(pool).save('reactions', first);
    await postgresCheckpoints(pool).save('reactions', second);
    await postgresCheckpoints(pool).save('other', first);
    expect(await postgresCheckpoints(pool).load('reactions')).toBe(second);
  });

  test('a checkpoint is moved on only from where it stands: of two who follow under one name, one hears of the other', async () => {
    const [first, second, third] = [await append('home-r.x'), await append('home-r.y'), await append('home-r.z')];
    const checkpoints = postgresCheckpoints(pool);
    expect(await checkpoints.move('two', undefined, first)).toBe(true);
    expect(await checkpoints.move('two', undefined, first)).toBe(false);
    expect(await checkpoints.move('two', first, second)).toBe(true);
    expect(await checkpoints.move('two', first, third)).toBe(false);
    expect(await checkpoints.load('two')).toBe(second);
  });

  test('a checkpoint of a log that was replaced counts as none', async () => {
    await postgresCheckpoints(pool).save('reactions', await append('home-r.c'));
    await pool.query(`update hearth.log_head set epoch = 'another'`);
    expect(await postgresCheckpoints(pool).load('reactions')).toBeUndefined();
    expect(await postgresCheckpoints(pool).move('reactions', undefined, 'another:1')).toBe(true);
    expect(await postgresCheckpoints(pool).load('reactions')).toBe('another:1');
  });
});
