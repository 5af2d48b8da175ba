/** What can be wrong with a request before and beside its command, and a database that goes away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate, CYCLE, federation, plan, type Federation } from '../shanghai/federation.js';
import { asRefused, Door, type Answered, type Asked, type Play, type Request } from './door.js';

const play: Play<Federation> = {
  name: 'refusalsrequests',
  begin: (parts) => federation(12, parts),
  house: ({ house }) => house,
  resumed: (all, house) => ({ ...all, house }),
};

const PATH = `/v1/cycles/${CYCLE}/commands/putForward`;

describeWithPostgres('a request', () => {
  let door: Door;
  let all: Federation;
  let by: string;
  beforeAll(async () => {
    ({ door, all } = await Door.open(play));
    by = await door.tokenOf(all.clerk);
  });
  afterAll(() => door.close());

  const puts = (home: string, key: string, more: object = {}): Asked => [
    CYCLE,
    'putForward',
    { home },
    all.clerk,
    candidate,
    { key, ...more },
  ];
  const plans = (home: string, key: string, more: object = {}): Asked => [
    CYCLE,
    'submitPlan',
    { home },
    all.clerk,
    { plan },
    { key, ...more },
  ];
  const post = (request: Request): Promise<Answered> =>
    door.ask('POST', PATH, { by, body: {}, ...request, headers: { 'idempotency-key': 'k', ...request.headers } });

  test('a revision that moved is told with the one that stands, and judged before the command is', async () => {
    await door.give(puts('h1', 'forward'));
    const stale = await door.refused(412, 'revisionMoved', () => door.give(plans('h1', 'stale', { expected: 3 })));
    expect(stale.body.params).toEqual({ stream: application('h1'), expected: 3, actual: 0 });
    expect(stale.headers.get('etag')).toBe('"0"');
    expect(stale.body.messages.zh).toContain('现为第 0 版');
    const [cycle, command, to, actor] = plans('h1', 'stale');
    const bad: Asked = [cycle, command, to, actor, { plan: 7 }, { key: 'stale and bad', expected: 3 }];
    await door.refused(412, 'revisionMoved', () => door.give(bad));
    expect(await door.give(plans('h1', 'fresh', { expected: 0 }))).toMatchObject({ status: 200, body: { from: 1 } });
    // What was done is answered, wherever its subject has gone since.
    const again = await door.give(plans('h1', 'fresh', { expected: 0 }));
    expect(again).toMatchObject({ status: 200, body: { from: 1, to: 1, repeated: true } });
    await door.refused(412, 'revisionMoved', () => door.give(plans('h1', 'later', { expected: 0 })));
  });

  test.each(['0', '*', '""', '"x"', '"-1"', 'W/"0"', '"0", "1"', '"00"', '"1e3"'])(
    'If-Match: %s is no revision, and is not passed over',
    async (match) => {
      const asked = puts('h2', 'matched');
      const { body } = await door.refused(422, 'malformed', () => door.give(asked, { 'if-match': match }));
      expect(body.errors).toMatchObject([{ in: 'header', pointer: '/if-match' }]);
    },
  );

  test('the same key again is the same answer; for something else it is refused', async () => {
    const first = await door.give(puts('h3', 'one'));
    const head = await door.house.parts.store.head();
    const again = await door.give(puts('h3', 'one'));
    expect(again.body).toEqual({ ...first.body, repeated: true });
    expect([again.status, again.headers.get('etag')]).toEqual([200, first.headers.get('etag')]);
    const [cycle, command, to, actor] = puts('h3', 'one');
    const other: Asked = [cycle, command, to, actor, { ...candidate, blankPoint: false }, { key: 'one' }];
    await door.refused(422, 'keyReused', () => door.give(other));
    await door.refused(422, 'keyReused', () => door.give(plans('h3', 'one')));
    expect(await door.house.parts.store.head()).toBe(head);
  });

  test('a key that is missing, empty, too long or unprintable is refused', async () => {
    const body = { target: { key: { home: 'h4' } }, input: candidate };
    for (const key of ['', 'k'.repeat(201), 'caf\u00e9']) {
      const { body: told } = await door.refused(422, 'malformed', () =>
        door.ask('POST', PATH, { by, body, headers: { 'idempotency-key': key } }),
      );
      expect(told.errors).toMatchObject([{ in: 'header', pointer: '/idempotency-key' }]);
    }
    const { body: none } = await door.refused(422, 'malformed', () => door.ask('POST', PATH, { by, body }));
    expect(none.errors).toMatchObject([{ in: 'header', pointer: '/idempotency-key', reason: 'required' }]);
  });

  test('without a token, with none of ours, and with one that was revoked', async () => {
    const { token, text } = await door.newToken(all.clerk);
    const ask = (authorization?: string) =>
      door.ask('POST', PATH, {
        body: { target: { key: { home: 'h5' } }, input: candidate },
        headers: { 'idempotency-key': 'by nobody', ...(authorization === undefined ? {} : { authorization }) },
      });
    const none = await door.refused(401, 'tokenMissing', () => ask());
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    for (const wrong of [`Bearer ${text}x`, `Basic ${text}`, 'Bearer', 'Bearer x y', text])
      await door.refused(401, 'tokenUnknown', () => ask(wrong));
    await door.tokens.revoke(door.house.root, token.id);
    await door.refused(401, 'tokenUnknown', () => ask(`Bearer ${text}`));
  });

  test('a body that is no JSON, of another kind, too large, or none', async () => {
    const text = { 'content-type': 'text/plain' };
    const before = await door.house.parts.store.head();
    await door.refused(400, 'jsonMalformed', () => post({ body: '{"target":' }));
    await door.refused(415, 'mediaType', () => post({ body: 'target=h6', headers: text }));
    await door.refused(413, 'bodyTooLarge', () => post({ body: { input: 'x'.repeat(300 * 1024) } }));
    await door.refused(400, 'bodyMissing', () => post({ body: '' }));
    await door.refused(422, 'malformed', () => post({ body: '[]' }));
    // A definition may be larger than a form, and has its limit too.
    const programme = { definition: { texts: { zh: 'x'.repeat(1100 * 1024) } } };
    const publish = door.ask('POST', '/v1/programmes', { by, body: programme, headers: { 'idempotency-key': 'p' } });
    asRefused(413, 'bodyTooLarge', await publish);
    expect(await door.house.parts.store.head()).toBe(before);
  });

  test('an address or a method that there is not', async () => {
    await door.refused(404, 'routeUnknown', () => door.ask('GET', '/v1/nowhere', { by }));
    const { headers } = await door.refused(405, 'methodNotAllowed', () => door.ask('DELETE', PATH, { by }));
    expect(headers.get('allow')).toBe('POST');
  });

  test('while the database is shut nothing is written, and it is told when to come again; then it works', async () => {
    const before = await door.house.parts.store.head();
    const opened = await shut(door.database);
    try {
      // At once, while the token is believed still, and later, when it has to be looked for.
      for (const wait of [0, 1_100]) {
        await pause(wait);
        const refused = asRefused(503, 'unavailable', await door.give(puts('h7', 'shut')));
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(refused.body.params).toEqual({ outcome: 'nothingWritten' });
      }
      asRefused(503, 'unavailable', await door.ask('GET', `/v1/streams/${application('h1')}`, { by }));
      expect(await door.ask('GET', '/health/live')).toMatchObject({ status: 200 });
      expect((await door.ask('GET', '/health/ready')).status).toBe(503);
    } finally {
      await opened();
    }
    expect(await door.house.parts.store.head()).toBe(before);
    expect(await door.give(puts('h7', 'shut'))).toMatchObject({ status: 200, body: { from: 0, repeated: false } });
  });
});

/** Lets nobody into a database any more, and puts out whoever is in. Returns how it is opened again. */
async function shut(database: string): Promise<() => Promise<void>> {
  const administer = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: process.env['HEARTH_TEST_DATABASE_URL'] });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await administer(
    `alter database ${database} allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
  );
  return () => administer(`alter database ${database} allow_connections true`);
}
