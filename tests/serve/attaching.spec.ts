/** Commands beside a serving process: they use its data folder, its clock and its door; and what it does when it starts. */
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { missingPostgres } from '../postgres.js';
import { hearth, type Environment } from '../e2e/hearth.js';
import { folder, founded, get, ROOT } from './house.js';
import { served, type Served } from './served.js';

const missing = missingPostgres();

(missing === undefined ? describe : describe.skip)('beside a process that serves a folder', () => {
  let data: string;
  let remove: () => Promise<void>;
  let environment: Environment;
  let server: Served;
  let token: string;

  beforeAll(async () => {
    ({ data, remove } = await folder());
    environment = { HEARTH_DATA: data, HEARTH_PORT: '0', HEARTH_LOG_LEVEL: 'error' };
    server = await served(environment, 'serve', '--demonstration', '--empty');
  });
  afterAll(async () => {
    await server.stop();
    await remove();
  });

  test('it began with nothing, by the real clock, and was told how to go on', async () => {
    expect(server.told).toMatchObject({ roots: [], tokens: [], clock: 'real' });
    token = await founded(environment, 'real');
    const me = await get(`${server.url}/v1/me`, token);
    expect([me.status, await me.json()]).toEqual([
      200,
      expect.objectContaining({ root: ROOT, account: 'keeper', role: 'operator', unit: 'city' }),
    ]);
  });

  test('a second one is refused, and says who serves', async () => {
    const { code, err } = await hearth(environment, 'serve', '--lang', 'en');
    expect([code, err]).toEqual([3, `hearth: the data folder is in use by process ${server.pid}\n`]);
    expect((await get(`${server.url}/health/live`)).status).toBe(200);
  });

  test('its address file is for its owner alone', async () => {
    expect((await stat(join(data, 'serving.json'))).mode & 0o777).toBe(0o600);
    const { door, url } = JSON.parse(await readFile(join(data, 'serving.json'), 'utf8')) as {
      url: string;
      door: { url: string; secret: string };
    };
    expect(url).toBe(server.url);
    const post = (secret: string) =>
      fetch(`${door.url}/rebuild`, { method: 'POST', headers: { authorization: `Bearer ${secret}` } });
    expect((await post('x'.repeat(door.secret.length))).status).toBe(401);
    expect((await get(`${door.url}/status`)).status).toBe(401);
    expect((await post(door.secret)).status).toBe(200);
  });

  test('a token that is revoked no longer comes in', async () => {
    const who = ['--account', 'keeper', '--role', 'operator', '--unit', 'city'];
    const made = await hearth(environment, 'token', 'create', '--root', ROOT, ...who, '--json');
    expect(made.json).toMatchObject({ granted: false, account: 'keeper' });
    const text = String(made.json['text']);
    expect((await get(`${server.url}/v1/me`, text)).status).toBe(200);
    const listed = await hearth(environment, 'token', 'list');
    expect(listed.out).toContain(String(made.json['id']));
    expect(listed.out).not.toContain(text.split('_')[2]);
    expect((await hearth(environment, 'token', 'revoke', String(made.json['id']))).code).toBe(0);
    const again = await hearth(environment, 'token', 'revoke', String(made.json['id']), '--lang', 'en');
    expect([again.code, again.err]).toEqual([1, `hearth: there is no token ${String(made.json['id'])} to revoke\n`]);
    // Another process may believe it for a second.
    const begun = Date.now();
    while ((await get(`${server.url}/v1/me`, text)).status !== 401) expect(Date.now() - begun).toBeLessThan(3_000);
  });

  test('a calendar’s token opens the feed at the address that is told, and nothing else', async () => {
    const who = ['--account', 'keeper', '--role', 'operator', '--unit', 'city', '--kind', 'calendar'];
    const made = await hearth(environment, 'token', 'create', '--root', ROOT, ...who, '--json');
    const address = String(made.json['address']);
    expect(address).toMatch(new RegExp(`^${server.url}/calendars/`));
    const feed = await get(address);
    expect([feed.status, (await feed.text()).split('\r\n')[0]]).toEqual([200, 'BEGIN:VCALENDAR']);
    expect((await get(`${server.url}/v1/me`, String(made.json['text']))).status).toBe(401);
  });

  test('a command goes by an account, by the operator, or by a token over HTTP, and once by one key', async () => {
    const input = join(data, 'unit.json');
    const unit = ['--to', 'unit=east', '--input', input, '--key', 'east'];
    const first = await hearth(
      environment,
      'give',
      'registerUnit',
      '--root',
      ROOT,
      '--as',
      'keeper',
      ...unit,
      '--json',
    );
    expect(first.json).toMatchObject({ repeated: false, stream: `unit-${ROOT}.east`, to: 0 });
    const overHttp = { ...environment, HEARTH_URL: server.url, HEARTH_TOKEN: token };
    const again = await hearth(overHttp, 'give', 'registerUnit', ...unit, '--json');
    expect(again.json).toMatchObject({ repeated: true, stream: `unit-${ROOT}.east`, to: 0 });
    const taken = await hearth(overHttp, 'give', 'renameUnit', '--to', 'unit=east', '--if-match', '7', '--lang', 'en');
    expect([taken.code, taken.out]).toEqual([1, '']);
    const unknown = await hearth(overHttp, 'give', 'registerUnit', '--to', 'unit=west', '--lang', 'en');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('/input/name: This must be filled in.')]);
    const nobody = ['--root', ROOT, '--as', 'nobody', '--to', 'unit=west', '--input', input];
    const noGrant = await hearth(environment, 'give', 'registerUnit', ...nobody, '--lang', 'en');
    expect([noGrant.code, noGrant.err]).toEqual([1, `hearth: nobody has no grant in ${ROOT}\n`]);
    expect((await hearth(environment, 'history', `unit-${ROOT}.west`)).code).toBe(1);
  });

  test('a cycle that is opened names the units of its table that nobody has registered, and so does setting it', async () => {
    const slug = 'shanghai-advanced-home';
    expect((await hearth(environment, 'programme', 'publish', slug, '--root', ROOT)).code).toBe(0);
    const about = ['2024', '--root', ROOT];
    const opened = await hearth(
      environment,
      'cycle',
      'open',
      ...about,
      '--unit',
      'city',
      '--programme',
      slug,
      '--json',
    );
    const named = opened.json['missing'] as string[];
    expect(named).toHaveLength(25);
    expect(named).toContain('pudong');
    const places = ['--quota', 'apply/east=2', '--quota', 'apply/pudong=0'];
    const set = await hearth(environment, 'cycle', 'set', ...about, ...places, '--lang', 'en');
    expect(set.out).toContain('units with places that are not registered (or closed): baoshan, changning, ');
    expect(set.out).not.toMatch(/registered \(or closed\):.* (pudong|east)[,.]/);
    expect(
      set.out
        .split('\n')
        .find((line) => line.includes('(or closed)'))
        ?.split(', '),
    ).toHaveLength(24 + 1);
    const again = await hearth(environment, 'cycle', 'set', ...about, '--quota', 'apply/east=3', '--json');
    expect(again.json['missing']).toEqual(named.filter((unit) => unit !== 'pudong'));
  });

  test('the real clock is shown and not put; the lists are built anew', async () => {
    const shown = await hearth(environment, 'clock', 'show', '--json');
    expect(shown.json['kind']).toBe('real');
    const { code, err } = await hearth(environment, 'clock', 'advance', '+1d', '--lang', 'en');
    expect([code, err]).toEqual([1, 'hearth: the real time is in use here and cannot be put\n']);
    const rebuilt = await hearth(environment, 'rebuild', '--json');
    const { json: log } = await hearth(environment, 'log', 'digest', '--json');
    expect(rebuilt.json).toMatchObject({ facts: log['facts'] });
  });

  test('one that was killed is none, and is followed by another in the same place', async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await access(join(data, 'serving.json'));
    const { code, err } = await hearth(environment, 'clock', 'advance', '+1d', '--lang', 'en');
    expect([code, err]).toEqual([3, expect.stringContaining('nothing serves this data folder')]);
    server = await served(environment, 'serve', '--demonstration');
    // What stands there is not a demonstration's to add to.
    expect(server.told).toMatchObject({ roots: [{ root: ROOT, nature: 'real' }], clock: 'real', tokens: [] });
    expect((await get(`${server.url}/v1/me`, token)).status).toBe(200);
    expect(await server.stop()).toBe(0);
    await expect(access(join(data, 'serving.json'))).rejects.toThrow('ENOENT');
  });
});
