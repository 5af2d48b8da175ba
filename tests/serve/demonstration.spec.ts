/** What an empty folder is given when it is first served: a demonstration that is under way, and tokens to try it with. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hearth, type Environment } from '../e2e/hearth.js';
import { missingPostgres } from '../postgres.js';
import { folder, get, until } from './house.js';
import { served, type Served } from './served.js';

const missing = missingPostgres();
const HOME = 'application-demonstration.2024.pudong-h01';

(missing === undefined ? describe : describe.skip)('a demonstration', () => {
  let data: string;
  let remove: () => Promise<void>;
  let environment: Environment;
  let server: Served;

  beforeAll(async () => {
    ({ data, remove } = await folder());
    environment = { HEARTH_DATA: data, HEARTH_PORT: '0' };
    server = await served(environment, 'serve', '--demonstration');
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await remove();
  });

  test('stands at nine on Monday, says that it is one, and gives each role a token in a file of the owner’s', async () => {
    expect(server.told).toMatchObject({
      clock: 'virtual',
      now: '2024-04-08T01:00:00.000Z',
      roots: [{ root: 'demonstration', nature: 'demonstration' }],
    });
    expect(server.told.tokens.map(({ role }) => role).sort()).toEqual(
      ['applicant', 'auditor', 'clerk', 'evaluator', 'guide', 'leader', 'office', 'operator'].sort(),
    );
    for (const { role, account, text } of server.told.tokens) {
      const me = await get(`${server.url}/v1/me`, text);
      expect([me.status, await me.json()]).toEqual([200, expect.objectContaining({ account, role })]);
    }
    const file = join(data, 'tokens.sh');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(`export CLERK=${server.tokens['clerk']}`);
  });

  test('holds in every hash, and what was typed opens for those who may see it', async () => {
    const { code, json } = await hearth(environment, 'verify', '--json');
    expect([code, json['faults']]).toEqual([0, []]);
    const told = async (role: string): Promise<string> =>
      (await get(`${server.url}/v1/streams/${HOME}/history`, server.tokens[role])).text();
    expect(await told('clerk')).toContain('"headName":"');
    expect(await told('clerk')).not.toContain('"headName":{');
    // The command line has no right to see it.
    const past = await hearth(environment, 'history', HOME, '--data');
    expect(past.out).toContain('$withheld');
    expect(past.out).not.toContain('"headName":"');
  });

  test('comes to rest, and is the same with the same tokens when it is served again', async () => {
    // A week before rosters are due, at nine: the first reminders go out as soon as somebody serves.
    await until(
      'nobody is behind',
      async () => {
        const lag = await (await get(`${server.url}/v1/lag`, server.tokens['operator'])).json();
        const behind = [...JSON.stringify(lag).matchAll(/"behind":(\w+)/g)].map(([, each]) => each);
        return behind.length > 0 && behind.every((each) => each === '0');
      },
      60_000,
    );
    const { digest } = (await hearth(environment, 'log', 'digest', '--json')).json;
    const { tokens } = server;
    expect(await server.stop()).toBe(0);
    server = await served(environment, 'serve', '--demonstration');
    expect(server.tokens).toEqual(tokens);
    expect(server.told.now).toBe('2024-04-08T01:00:00.000Z');
    expect((await hearth(environment, 'log', 'digest', '--json')).json['digest']).toBe(digest);
  }, 120_000);
});
