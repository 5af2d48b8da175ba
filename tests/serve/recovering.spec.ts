/** The embedded PostgreSQL dies under a serving process, and the process goes on. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { missingPostgres } from '../postgres.js';
import { hearth, type Environment } from '../e2e/hearth.js';
import { folder, founded, get, registerUnit, ROOT, until } from './house.js';
import { served, type Served } from './served.js';

const missing = missingPostgres();

// The tests' own server is another; that it is there says that this machine can run one.
(missing === undefined ? describe : describe.skip)('a serving process whose database is killed', () => {
  let data: string;
  let remove: () => Promise<void>;
  let environment: Environment;
  let server: Served;
  let token: string;
  let pid: number;

  beforeAll(async () => {
    ({ data, remove } = await folder());
    environment = { HEARTH_DATA: data, HEARTH_PORT: '0', HEARTH_LOG_LEVEL: 'error' };
    server = await served(environment, 'serve', '--clock', '2024-04-08T09:00+08:00');
    pid = server.pid;
    token = await founded(environment, 'test');
  });
  afterAll(async () => {
    await server.stop();
    await remove();
  });

  const postmaster = async (): Promise<number> =>
    Number((await readFile(join(data, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);

  test('says 503 meanwhile, loses nothing, and takes commands again in the same process', async () => {
    const killed = await postmaster();
    expect((await registerUnit(server.url, token, 'before')).status).toBe(200);
    expect((await get(`${server.url}/health/ready`)).status).toBe(200);
    const seen = new Set<number>();
    const wasReady = new Set<number>();
    process.kill(killed, 'SIGKILL');
    let unavailable: Response | undefined;
    await until(
      'a command is taken again',
      async () => {
        wasReady.add((await get(`${server.url}/health/ready`)).status);
        const answer = await registerUnit(server.url, token, 'after');
        seen.add(answer.status);
        if (answer.status === 503) unavailable = answer;
        return answer.status === 200;
      },
      60_000,
    );
    expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(unavailable?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(wasReady).toContain(503);
    await until('ready again', async () => (await get(`${server.url}/health/ready`)).status === 200, 30_000);
    expect((await get(`${server.url}/health/live`)).status).toBe(200);
    expect(server.child.exitCode).toBeNull();
    expect(await postmaster()).not.toBe(killed);
    for (const unit of ['before', 'after']) {
      const { json } = await hearth(environment, 'history', `unit-${ROOT}.${unit}`, '--json');
      expect(json['facts']).toMatchObject([{ type: 'unitRegistered' }]);
    }
  }, 120_000);

  test('follows the log again: the clock walks, and the views show what was written since', async () => {
    const written = (await (await registerUnit(server.url, token, 'later')).json()) as { cursor: string };
    const shown = await get(`${server.url}/v1/units?after=${encodeURIComponent(written.cursor)}`, token);
    expect(shown.status).toBe(200);
    expect(JSON.stringify(await shown.json())).toContain('later');
    const { code, json } = await hearth(environment, 'clock', 'advance', '+1h', '--json');
    expect([code, json['now']]).toEqual([0, '2024-04-08T02:00:00.000Z']);
    expect(server.told.pid).toBe(pid);
  }, 120_000);
});
