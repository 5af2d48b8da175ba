/** Stopping: what is in hand is finished, within a limit. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { hearth } from '../e2e/hearth.js';
import { describeWithPostgres } from '../postgres.js';
import { founded, get, place, registerUnit, ROOT, until, type Place } from './house.js';
import { served, type Served } from './served.js';

describeWithPostgres('a serving process that is told to stop', () => {
  let at: Place;
  let token: string;
  let server: Served;
  let blocker: PoolClient | undefined;
  beforeAll(async () => {
    at = await place();
    token = await founded(at.environment, 'real');
  });
  afterAll(() => at.leave());
  beforeEach(async () => {
    server = await served(at.environment, 'serve');
  });
  afterEach(async () => {
    blocker?.release(true);
    blocker = undefined;
    await server.stop();
  });

  /** Keeps every append waiting until it lets go. */
  const hold = async (): Promise<PoolClient> => {
    blocker = await at.pool.connect();
    await blocker.query('begin; select * from hearth.log_head for update');
    return blocker;
  };
  const waiting = async (): Promise<boolean> => {
    const { rows } = await at.pool.query(`select from pg_locks where not granted and database is not null`);
    const { rows: tuples } = await at.pool.query(`select from pg_locks where not granted`);
    return rows.length + tuples.length > 0;
  };

  test('takes no more, finishes the command in hand, and ends with 0', async () => {
    const held = await hold();
    const inHand = registerUnit(server.url, token, 'finished');
    await until('the command waits for the log', waiting);
    server.child.kill('SIGTERM');
    await until('nothing new is taken', () =>
      get(`${server.url}/health/live`).then(
        ({ status }) => status === 503,
        () => true,
      ),
    );
    await held.query('commit');
    held.release();
    blocker = undefined;
    const answer = await inHand;
    expect(answer.status).toBe(200);
    expect(await server.ended).toBe(0);
    const { json } = await hearth(at.environment, 'history', `unit-${ROOT}.finished`, '--json');
    expect(json['facts']).toHaveLength(1);
    await expect(access(join(at.data, 'serving.json'))).rejects.toThrow('ENOENT');
  });

  test('does not wait for ever', async () => {
    await hold();
    const inHand = registerUnit(server.url, token, 'endless').then(
      ({ status }) => status,
      () => 'cut off',
    );
    await until('the command waits for the log', waiting);
    const begun = Date.now();
    const code = await server.stop();
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(code).not.toBeNull();
    expect(await inHand).not.toBe(200);
  });

  test('ends at once when it is told twice', async () => {
    await hold();
    const inHand = registerUnit(server.url, token, 'twice').catch(() => undefined);
    await until('the command waits for the log', waiting);
    server.child.kill('SIGTERM');
    await until('nothing new is taken', () =>
      get(`${server.url}/health/live`).then(
        ({ status }) => status === 503,
        () => true,
      ),
    );
    const begun = Date.now();
    expect(await server.stop()).toBe(130);
    expect(Date.now() - begun).toBeLessThan(2_000);
    await inHand;
  });
});
