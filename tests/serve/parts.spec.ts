/** API and worker in processes of their own, on one database; and an environment that is wrong in many ways. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { hearth } from '../e2e/hearth.js';
import { describeWithPostgres } from '../postgres.js';
import { founded, get, place, registerUnit, until, type Place } from './house.js';
import { endServed, served } from './served.js';

describeWithPostgres('a service in parts', () => {
  let at: Place;
  let token: string;
  beforeAll(async () => {
    at = await place();
    token = await founded(at.environment, 'real');
  });
  afterEach(endServed);
  afterAll(() => at.leave());

  test('the API alone takes commands, and what they came to is shown once a worker follows', async () => {
    const api = await served(at.environment, 'serve', '--only', 'api');
    const answer = await registerUnit(api.url, token, 'north');
    expect(answer.status).toBe(200);
    const { cursor } = (await answer.json()) as { cursor: string };
    const units = (): Promise<Response> => get(`${api.url}/v1/units?after=${encodeURIComponent(cursor)}`, token);
    expect((await units()).status).toBe(503);
    const lag = await get(`${api.url}/v1/lag`, token);
    expect([lag.status, await lag.json()]).toEqual([409, expect.objectContaining({ reason: 'workerElsewhere' })]);
    const { err } = await hearth(at.environment, 'clock', 'advance', '+1d', '--lang', 'en');
    expect(err).toContain('the real time is in use here');

    const worker = await served(at.environment, 'serve', '--only', 'worker');
    expect(worker.told.url).toBeNull();
    await until('the views show it', async () => (await units()).status === 200, 20_000);
    expect(JSON.stringify(await (await units()).json())).toContain('north');
    expect(await worker.stop()).toBe(0);
    expect(await api.stop()).toBe(0);
  });

  test('every mistake of the environment is named at once, and nothing is served', async () => {
    const wrong = {
      ...at.environment,
      HEARTH_PORT: 'many',
      HEARTH_HOST: 'no host',
      REDIS_URL: 'http://redis',
      HEARTH_OUTBOX: 'here',
      HEARTH_LOG_LEVEL: 'loud',
      HEARTH_PUBLIC_URL: 'hearth.example.org',
    };
    const { code, err, out } = await hearth(wrong, 'serve', '--lang', 'en');
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      'hearth: wrong configuration: HEARTH_HOST must be an address or a name of this machine; ' +
        'HEARTH_PORT must be a whole number from 0 to 65535; ' +
        'HEARTH_PUBLIC_URL must be an address like https://hearth.example.org, without a path; ' +
        'REDIS_URL must begin with redis:// or rediss://; HEARTH_OUTBOX must be an absolute path; ' +
        'HEARTH_LOG_LEVEL must be debug, info, warn, error or silent\n',
    );
    const said = await hearth(at.environment, 'serve', '--port', '70000', '--lang', 'en');
    expect([said.code, said.err]).toEqual([2, expect.stringContaining('HEARTH_PORT must be a whole number')]);
  });

  test('a port that is taken is said in one line', async () => {
    const first = await served(at.environment, 'serve', '--only', 'api');
    const { port } = new URL(first.url);
    const { code, err } = await hearth(at.environment, 'serve', '--only', 'api', '--port', port, '--lang', 'en');
    expect([code, err]).toEqual([
      3,
      `hearth: port ${port} is taken, or this address cannot be listened on (127.0.0.1)\n`,
    ]);
    await first.stop();
  });
});
