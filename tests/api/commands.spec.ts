import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import type { Actor } from '../given.js';
import { application, candidate, CYCLE, plan, roster } from '../shanghai/federation.js';
import { doorway, type Doorway } from './given.js';

describeWithPostgres('commands over HTTP', () => {
  let door: Doorway;
  let clerk: string;

  beforeAll(async () => {
    door = await doorway({}, {}, 9);
    clerk = await door.tokenOf(door.federation.clerk);
  });
  afterAll(() => door.close());

  const putForward = (home: string, key: string, more: object = {}, headers: Record<string, string> = {}) =>
    door.ask('POST', `/v1/cycles/${CYCLE}/commands/putForward`, {
      by: clerk,
      body: { target: { key: { home } }, input: candidate, ...more },
      headers: { 'idempotency-key': key, ...headers },
    });

  test('a command is answered with its facts, its revision and its place in the log', async () => {
    const answer = await putForward('h1', 'one');
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"0"', 'hearth-time': '2024-04-02T01:00:00.000Z', 'hearth-clock': 'virtual' },
      body: { stream: application('h1'), from: 0, to: 0, repeated: false },
    });
    expect(answer.body['facts']).toEqual([
      { stream: application('h1'), rev: 0, type: 'homePutForward', id: expect.any(String) },
      { stream: roster, rev: expect.any(Number), type: 'candidateListed', id: expect.any(String) },
    ]);
    const head = await door.ask('GET', '/v1/log/head', { by: clerk });
    expect(answer.body['cursor']).toBe(head.body['cursor']);
    const [fact] = await door.house.facts(application('h1'));
    expect(fact?.by).toEqual(door.federation.clerk);
  });

  test('again with the same key: the same answer, and nothing written; with another body: 422', async () => {
    const first = await putForward('h2', 'two');
    const head = await door.parts.store.head();
    const again = await putForward('h2', 'two');
    expect(again).toMatchObject({ status: 200, headers: { etag: '"0"' } });
    expect(again.body).toEqual({ ...first.body, repeated: true });
    const other = await putForward('h2', 'two', { input: { ...candidate, homeKind: 'newGroups' } });
    expect(other).toMatchObject({ status: 422, body: { reason: 'keyReused' } });
    expect(await door.parts.store.head()).toBe(head);
  });

  test('without a key nothing is done, and the problem says which header is missing', async () => {
    const answer = await door.ask('POST', `/v1/cycles/${CYCLE}/commands/putForward`, {
      by: clerk,
      body: { target: { key: { home: 'h3' } }, input: candidate },
    });
    expect(answer).toMatchObject({ status: 422, body: { reason: 'malformed' } });
    expect(answer.body['errors']).toMatchObject([{ in: 'header', pointer: '/idempotency-key', reason: 'required' }]);
    expect(await door.house.stage(application('h3'))).toBe('absent');
  });

  test('a revision that moved is a 412 that names both, and the present one as ETag', async () => {
    await putForward('h4', 'four');
    const withdraw = (match: string, key: string) =>
      door.ask('POST', `/v1/cycles/${CYCLE}/commands/submitPlan`, {
        by: clerk,
        body: { target: { key: { home: 'h4' } }, input: {} },
        headers: { 'idempotency-key': key, 'if-match': match },
      });
    expect(await withdraw('"7"', 'four a')).toMatchObject({
      status: 412,
      headers: { etag: '"0"' },
      body: { reason: 'revisionMoved', params: { stream: application('h4'), expected: 7, actual: 0 } },
    });
    // At the revision that it has, the command itself is judged.
    expect(await withdraw('"0"', 'four b')).toMatchObject({ status: 422, body: { reason: 'malformed' } });
    expect(await withdraw('7', 'four c')).toMatchObject({
      status: 422,
      body: { errors: [{ in: 'header', pointer: '/if-match' }] },
    });
  });

  test('what is wrong with the form is said at its place in the body, in both languages', async () => {
    const { row: _row, ...without } = candidate;
    const answer = await putForward('h5', 'five', { input: { ...without, homeKind: 'castle', surplus: 1 } });
    expect(answer).toMatchObject({
      status: 422,
      headers: { 'content-type': expect.stringContaining('application/problem+json') },
      body: { type: 'urn:hearth:problem:malformed', status: 422, reason: 'malformed' },
    });
    const errors = answer.body['errors'] as { pointer: string; reason: string; messages: object }[];
    expect(errors.map(({ pointer, reason }) => `${pointer} ${reason}`).toSorted()).toEqual([
      '/input/homeKind notAChoice',
      '/input/row required',
      '/input/surplus unknownField',
    ]);
    expect(errors.find(({ reason }) => reason === 'required')?.messages).toEqual({
      zh: '此项必填。',
      en: 'This must be filled in.',
    });
    expect(answer.body['title']).toMatch(/有误/);
    const english = await putForward('h5', 'five', { input: {} }, { 'accept-language': 'en-GB,zh;q=0.5' });
    expect(english.body['title']).toMatch(/not right/);
    expect(english.headers['content-language']).toBe('en');
  });

  test('a key that names nothing is found wrong in the target', async () => {
    const answer = await door.ask('POST', `/v1/cycles/${CYCLE}/commands/putForward`, {
      by: clerk,
      body: { target: { key: { house: 'h5' } }, input: candidate },
      headers: { 'idempotency-key': 'target' },
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ in: 'body', pointer: '/target/key/home' }] } });
  });

  test('each kind of refusal has its status', async () => {
    const { federation, give } = door;
    await putForward('h6', 'six');
    const register = async (actor: Actor, input: object) =>
      door.ask('POST', '/v1/commands/registerHome', {
        by: await door.tokenOf(actor),
        body: { target: { key: { home: 'new-home' } }, input },
        headers: { 'idempotency-key': 'new home' },
      });
    // State: put forward already. Absent: no such home. Role: no such right, and not here. Input: no such command.
    const cases: readonly [number, string, Promise<{ status: number; body: object }>][] = [
      [409, 'alreadyExists', give(federation.clerk, 'putForward', { home: 'h6' }, candidate)],
      [404, 'notFound', give(federation.clerk, 'putForward', { home: 'nowhere' }, candidate)],
      [403, 'outsideSubtree', register(federation.otherClerk, { unit: 'pudong', name: 'Elsewhere' })],
      [403, 'roleForbids', give(federation.guide, 'putForward', { home: 'h7' }, candidate)],
      [422, 'commandUnknown', give(federation.clerk, 'putAway', { home: 'h7' }, candidate)],
      [409, 'notInRegister', give(federation.clerk, 'putForward', { home: 'stranger' }, candidate)],
    ];
    for (const [status, reason, answer] of cases)
      expect(await answer).toMatchObject({ status, body: { status, reason, type: `urn:hearth:problem:${reason}` } });
  });

  test('of what one may not see, a refusal says no more than of what is not there', async () => {
    const { otherClerk, applicant } = door.federation;
    await putForward('h8', 'eight');
    for (const [actor, command, status] of [
      [otherClerk, 'putForward', 404],
      [otherClerk, 'submitPlan', 404],
      [applicant, 'putForward', 403],
      [applicant, 'submitPlan', 404],
    ] as const) {
      const input = command === 'putForward' ? candidate : { plan };
      for (const headers of [{}, { 'if-match': '"7"' }]) {
        const [there, absent] = [
          await door.give(actor, command, { home: 'h8' }, input, { headers }),
          await door.give(actor, command, { home: 'stranger' }, input, { headers }),
        ];
        const wanted = 'if-match' in headers ? 412 : status;
        expect([command, there.text.replaceAll('h8', 'stranger')]).toEqual([command, absent.text]);
        expect([command, there.status]).toEqual([command, wanted]);
        expect(there.text).not.toContain('candidate');
      }
    }
  });

  test('who gives it is told by the token alone', async () => {
    const by = { account: 'office-shanghai', role: 'office', unit: 'shanghai', grant: 'g-office-shanghai' };
    const answer = await putForward('h9', 'nine', { by });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/by', reason: 'unknownField' }] } });
  });

  test('cycles and settings have plain ways of their own', async () => {
    const { office } = door.federation;
    const by = await door.tokenOf(office);
    const setting = (value: unknown, key: string) =>
      door.ask('PUT', `/v1/cycles/${CYCLE}/settings/rosterLateness`, {
        by,
        body: { value },
        headers: { 'idempotency-key': key },
      });
    expect(await setting({ deep: 1 }, 'deep')).toMatchObject({ status: 422, body: { reason: 'malformed' } });
    expect(await setting('refuse', 'plain')).toMatchObject({ status: 200 });
    const { fields } = await door.house.read(`cycle-test.${CYCLE}`);
    expect(fields['settings']).toEqual({ rosterLateness: 'refuse' });
    const open = await door.ask('POST', '/v1/cycles', {
      by,
      body: {
        cycle: '2025',
        unit: 'shanghai',
        programme: String(fields['rules']).slice(0, 32),
        calendar: String(fields['calendar']).slice(0, 32),
      },
      headers: { 'idempotency-key': 'open 2025' },
    });
    expect(open).toMatchObject({ status: 200, body: { stream: 'cycle-test.2025', to: 0 } });
  });
});
