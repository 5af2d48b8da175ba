/** What is answered to the letter: addresses that are none, methods that are not taken, bodies of all sizes. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { CYCLE } from '../shanghai/federation.js';
import type { Answered } from '../api/given.js';
import { staged, type Stage } from './scene.js';

describeWithPostgres('what routes let in', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await staged();
  });
  afterEach(async () => {
    if ((await stage.door.parts.store.head()) !== stage.scene.head) throw new Error('something was written');
    if (stage.lines.length > 0) throw new Error(stage.lines.join(''));
  });
  afterAll(() => stage.close());

  const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answered> =>
    stage.door.ask(method, path, { by: stage.scene.tokens.clerk, headers });
  const post = (path: string, input: unknown): Promise<Answered> =>
    stage.door.ask('POST', path, {
      by: stage.scene.tokens.operator,
      body: { target: { key: { hash: 'a' } }, input },
      headers: { 'idempotency-key': 'sizes' },
    });

  test.each(['/v1/streams/%', '/v1/streams/%zz', '/v1/streams/%c0%80'])('%s is no address', async (path) => {
    expect(await ask('GET', path)).toMatchObject({ status: 400, body: { reason: 'requestMalformed' } });
  });

  test.each(['/', '/v1', '/v1/streams', '//v1/me', '/v1/me/', '/V1/ME', '/v1/streams//history'])(
    'nothing is served at %s',
    async (path) => {
      expect((await ask('GET', path)).status).toBe(404);
    },
  );

  test('a method that is not taken is told those that are, and no page of others is let in', async () => {
    expect(await ask('PATCH', '/v1/me')).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    const { status, headers } = await ask('OPTIONS', '/v1/cycles', { origin: 'https://example.org' });
    expect([status, headers['access-control-allow-origin']]).toEqual([405, undefined]);
    expect(headers['allow']?.split(', ').toSorted()).toEqual(['GET', 'POST']);
  });

  test('a programme may be larger than a form', async () => {
    const large = await post(`/v1/cycles/${CYCLE}/commands/putForward`, 'x'.repeat(256 * 1024));
    expect(large).toMatchObject({ status: 413, body: { reason: 'bodyTooLarge' } });
    const programme = await post('/v1/commands/publishProgramme', { definition: 'x'.repeat(400_000), texts: {} });
    expect(programme).toMatchObject({ status: 422, body: { reason: 'malformed' } });
  });
});
