/** What no client of good will sends. Nothing of it may be answered with 5xx, hang, be written or end the process. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { routesOf } from '../../apps/api/routing.js';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate, CYCLE } from '../shanghai/federation.js';
import { doorway, type Answered, type Doorway } from './given.js';

const SEED = 20_261_123;
const REQUESTS = Number(process.env['HEARTH_HOSTILE_REQUESTS'] ?? 1_500);

describeWithPostgres('hostile requests', () => {
  let door: Doorway;
  let clerk: string;
  let port: number;

  beforeAll(async () => {
    door = await doorway({ requestMs: 2_000 });
    clerk = await door.tokenOf(door.federation.clerk);
    await door.app.listen(0, '127.0.0.1');
    ({ port } = (door.app.getHttpServer() as Server).address() as AddressInfo);
  });
  afterAll(() => door.close());

  const PATH = `/v1/cycles/${CYCLE}/commands/putForward`;
  const post = (
    payload: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
    path = PATH,
  ): Promise<Answered> =>
    door.app
      .inject({
        method: 'POST',
        url: path,
        payload,
        headers: {
          authorization: `Bearer ${clerk}`,
          'content-type': 'application/json',
          'idempotency-key': 'hostile',
          ...headers,
        },
      })
      .then((answer) => ({
        status: answer.statusCode,
        headers: answer.headers as Record<string, string>,
        body: JSON.parse(answer.body) as Answered['body'],
        text: answer.body,
      }));
  const body = (input: unknown): string => JSON.stringify({ target: { key: { home: 'h1' } }, input });

  /** Bytes as they are, and what comes back until the other side hangs up. */
  function raw(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString('utf8')));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
  }

  test.each([
    ['no JSON', '{"target":', 400, 'jsonMalformed'],
    ['nothing', '', 400, 'bodyMissing'],
    ['a number', '1', 422, 'malformed'],
    ['null', 'null', 422, 'malformed'],
    ['a prototype', '{"target":{"key":{"home":"h1"}},"input":{"__proto__":{"admin":true}}}', 400, 'jsonMalformed'],
    [
      'a constructor',
      '{"target":{"key":{"home":"h1"}},"input":{"constructor":{"prototype":{}}}}',
      400,
      'jsonMalformed',
    ],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400, 'jsonMalformed'],
    [
      'two targets',
      '{"target":{"key":{"home":"h1"},"stream":"application-test.2024.h1"},"input":{}}',
      422,
      'malformed',
    ],
    ['a key that is a list', '{"target":{"key":["h1"]},"input":{}}', 422, 'malformed'],
    ['an upper-case id', '{"target":{"key":{"home":"H1"}},"input":{}}', 422, 'malformed'],
  ])('a body of %s', async (_what, payload, status, reason) => {
    expect(await post(payload)).toMatchObject({ status, body: { reason, status } });
  });

  test.each([
    ['nested deeply', `{"target":{"key":{"home":"h1"}},"input":${'['.repeat(60_000)}${']'.repeat(60_000)}}`],
    [
      'nested just beyond what is written',
      body(Array.from({ length: 120 }).reduce<unknown>((inner) => ({ a: inner }), 1)),
    ],
    ['a huge number', `{"target":{"key":{"home":"h1"}},"input":{"row":1e400}}`],
    ['a fraction', body({ ...candidate, homeKind: 0.1 })],
    ['a lone surrogate', `{"target":{"key":{"home":"h1"}},"input":{"street":"\\ud800"}}`],
    ['a text that is not in NFC', body({ ...candidate, row: { ...candidate.row, address: 'e\u0301' } })],
    ['a carriage return', body({ ...candidate, row: { ...candidate.row, address: 'a\r\nb' } })],
    ['names of members of every object', body({ toString: 1, hasOwnProperty: 2, valueOf: 3 })],
    ['something that looks sealed', body({ ...candidate, row: { $sealed: { key: 'x:y', nonce: 'a', bytes: 'b' } } })],
    ['many members', body(Object.fromEntries(Array.from({ length: 9_000 }, (_, index) => [`m${index}`, index])))],
  ])('an input with %s is refused at its place', async (_what, payload) => {
    const answer = await post(payload);
    expect(answer).toMatchObject({ status: 422, body: { reason: 'malformed' } });
    expect((answer.body['errors'] as object[]).length).toBeGreaterThan(0);
    expect(await door.house.stage(application('h1'))).toBe('absent');
  });

  test('a NUL character stands in no log', async () => {
    const answer = await post(body({ ...candidate, row: { ...candidate.row, address: 'a\u0000b' } }));
    expect(answer.status).toBe(422);
    expect(await door.house.stage(application('h1'))).toBe('absent');
  });

  test('too large, of another kind, or with a header twice', async () => {
    expect(await post(body('x'.repeat(256 * 1024)))).toMatchObject({ status: 413, body: { reason: 'bodyTooLarge' } });
    const large = JSON.stringify({
      target: { key: { hash: 'a' } },
      input: { definition: 'x'.repeat(400_000), texts: {} },
    });
    expect((await post(large, {}, '/v1/commands/publishProgramme')).status).not.toBe(413);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ])
      expect(await post('a=b', { 'content-type': type })).toMatchObject({ status: 415, body: { reason: 'mediaType' } });
    const twice = await raw(
      `GET /v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer ${clerk}\r\nConnection: close\r\n\r\n`,
    );
    expect(twice).toMatch(/^HTTP\/1\.1 400 .*headerTwice/s);
  });

  test('what is no HTTP is answered as a problem, and the connection ends', async () => {
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*requestMalformed/s);
    const header = `X-Large: ${'x'.repeat(40_000)}`;
    expect(await raw(`GET /v1/me HTTP/1.1\r\nHost: x\r\n${header}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 .*headersTooLarge/s,
    );
    // One that never comes to an end.
    expect(await raw('GET /v1/me HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1\.1 408 .*requestTimeout/s);
    const smuggled =
      'POST /v1/me HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await raw(smuggled)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('addresses that are none', async () => {
    const get = (path: string) => door.ask('GET', path, { by: clerk });
    for (const path of ['/v1/streams/%', '/v1/streams/%zz', '/v1/streams/%c0%80'])
      expect(await get(path)).toMatchObject({ status: 400, body: { reason: 'requestMalformed' } });
    for (const path of ['/', '/v1', '/v1/streams', '//v1/me', '/v1/me/', '/V1/ME', '/v1/streams//history'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect(await door.ask('PATCH', '/v1/me', { by: clerk })).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    expect(await door.ask('OPTIONS', '/v1/cycles', { headers: { origin: 'https://example.org' } })).toMatchObject({
      status: 405,
      headers: expect.not.objectContaining({ 'access-control-allow-origin': expect.anything() }),
    });
  });

  test(`${REQUESTS} requests of every sort: never a 5xx, nothing written, nothing told of anybody`, async () => {
    const head = await door.parts.store.head();
    const before = door.logged.length;
    const routes = routesOf().filter(({ path }) => path !== '/v1/feed' && path !== '/v1/clock/advance');
    const request = fc.record({
      route: fc.constantFrom(...routes),
      method: fc.constantFrom(
        'as it is',
        'as it is',
        'as it is',
        'GET',
        'POST',
        'PUT',
        'DELETE',
        'PATCH',
        'HEAD',
        'OPTIONS',
      ),
      part: fc.oneof(
        odd,
        fc.constantFrom(CYCLE, application('h1'), 'putForward', 'giveSetting', 'foundRoot', 'growth'),
      ),
      query: fc.dictionary(
        fc.constantFrom('at', 'limit', 'cursor', 'after', 'stage', 'unit', 'category', '__proto__', 'x'),
        odd,
        {
          maxKeys: 3,
        },
      ),
      payload: fc.oneof(
        fc.json({ maxDepth: 5 }),
        odd,
        hostileBody.map((value) => JSON.stringify(value)),
      ),
      type: fc.constantFrom(
        'application/json',
        'application/json',
        'application/json',
        'text/plain',
        'application/json; charset=x',
        '',
      ),
      key: fc.oneof(header, fc.constant('key')),
      match: fc.option(header),
      language: fc.option(header),
    });
    const tally = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ route, method, part, query, payload, type, key, match, language }) => {
        const path = route.path.replaceAll(/:\w+/g, encodeURIComponent(part));
        const search = new URLSearchParams(query).toString();
        const asked = method === 'as it is' ? route.method : method;
        const answer = await door.app.inject({
          method: asked as 'GET',
          url: search === '' ? path : `${path}?${search}`,
          headers: {
            authorization: `Bearer ${clerk}`,
            'idempotency-key': key,
            ...(match === null ? {} : { 'if-match': match }),
            ...(language === null ? {} : { 'accept-language': language }),
            ...(asked === 'GET' || asked === 'HEAD' || type === '' ? {} : { 'content-type': type }),
          },
          ...(asked === 'GET' || asked === 'HEAD' ? {} : { payload }),
        });
        tally.set(answer.statusCode, (tally.get(answer.statusCode) ?? 0) + 1);
        // Readiness tells the truth with 503: no worker runs here, and the lists are behind.
        expect(path === '/health/ready' ? 200 : answer.statusCode).toBeLessThan(500);
        expect(answer.headers['hearth-time']).toBeDefined();
      }),
      { seed: SEED, numRuns: REQUESTS },
    );
    expect(await door.parts.store.head()).toBe(head);
    expect(door.logged.slice(before)).toEqual([]);
    expect([...tally.keys()].toSorted()).toEqual(expect.arrayContaining([200, 400, 404, 405, 415, 422]));
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

const odd = fc.oneof(
  fc.string({ maxLength: 60, unit: 'binary' }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    '',
    '..',
    '%00',
    '\u0000',
    '__proto__',
    'constructor',
    '-1',
    '1e9',
    '9'.repeat(20),
    'a'.repeat(400),
    "' or 1=1 --",
  ),
);
const header = fc.string({ maxLength: 40, unit: 'grapheme-ascii' }).map((text) => text.trim());
/** Bodies of the right shape, with what is in them wrong. */
const hostileBody = fc.record(
  {
    target: fc.oneof(
      fc.record({
        key: fc.dictionary(fc.constantFrom('home', 'unit', 'cycle', 'account', 'hash'), odd, { maxKeys: 3 }),
      }),
      fc.record({ stream: fc.oneof(odd, fc.constantFrom(application('h1'), 'unit-test.pudong', 'unit-other.x')) }),
    ),
    input: fc.anything({ maxDepth: 4, withNullPrototype: false }),
    for: fc.record({ stream: odd }),
    on: odd,
    newPersons: fc.array(odd, { maxLength: 3 }),
    definition: fc.anything({ maxDepth: 3 }),
    value: fc.anything({ maxDepth: 1 }),
  },
  { requiredKeys: ['target', 'input'] },
);
