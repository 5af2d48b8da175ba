import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { application, begun, CYCLE, evaluated, roster } from '../shanghai/federation.js';
import { doorway, type Answered, type Doorway } from './given.js';

type Fact = {
  readonly rev: number;
  readonly type: string;
  readonly by: object;
  readonly stage?: string;
  readonly data: Readonly<Record<string, unknown>>;
};
const factsIn = (answer: Answered): readonly Fact[] => answer.body['facts'] as Fact[];

describeWithPostgres('subjects over HTTP', () => {
  let door: Doorway;
  const by = {} as Record<'clerk' | 'otherClerk' | 'office' | 'applicant' | 'evaluator' | 'otherEvaluator', string>;
  const read = (path: string, as: keyof typeof by) => door.ask('GET', `/v1/streams/${path}`, { by: by[as] });

  beforeAll(async () => {
    door = await doorway();
    const { clerk, otherClerk, office, applicant, evaluators } = door.federation;
    const [first, second] = evaluators;
    for (const [name, actor] of Object.entries({
      clerk,
      otherClerk,
      office,
      applicant,
      evaluator: first,
      otherEvaluator: second,
    }))
      by[name as keyof typeof by] = await door.tokenOf(actor);
    await begun(door.federation, 'h1');
    await evaluated(door.federation, 'h1');
  });
  afterAll(() => door.close());

  test('a subject as it stands, for those who see it; for others it is not there', async () => {
    const { rev } = await door.house.read(application('h1'));
    const answer = await read(application('h1'), 'clerk');
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: `"${rev}"` },
      body: { stream: application('h1'), rev, stage: 'active.evaluation' },
    });
    for (const path of [application('h1'), `${application('h1')}/history`, `${application('h1')}/commands`])
      expect(await read(path, 'otherClerk')).toMatchObject({ status: 404, body: { reason: 'notFound' } });
    expect(await read(application('h2'), 'clerk')).toMatchObject({ status: 404 });
  });

  test('personal fields are opened for those who may see the form', async () => {
    const facts = factsIn(await read(`${application('h1')}/history`, 'clerk'));
    expect(facts[0]).toMatchObject({
      type: 'homePutForward',
      by: door.federation.clerk,
      data: { row: { headName: '甲', headPhone: '02100000000' } },
    });
    expect(JSON.stringify(facts)).not.toContain('$sealed');
    const [stored] = await door.house.facts(application('h1'));
    expect(JSON.stringify(stored)).toContain('$sealed');
  });

  test('scores are told to nobody but who gave them, until the ranking stands', async () => {
    const types = async (as: keyof typeof by) =>
      factsIn(await read(`${application('h1')}/history`, as)).map(({ type }) => type);
    expect(await types('evaluator')).toContain('homeScored');
    for (const as of ['office', 'clerk', 'otherEvaluator'] as const) {
      const answer = await read(`${application('h1')}/history`, as);
      if (answer.status === 404) continue;
      expect(await types(as)).not.toContain('homeScored');
      const state = await read(application('h1'), as);
      expect(Object.keys(state.body['fields'] as object)).not.toContain('totals');
      expect(state.text + answer.text).not.toContain('points');
    }
    const office = factsIn(await read(`${application('h1')}/history`, 'office'));
    const revs = office.map(({ rev }) => rev);
    const all = await door.house.facts(application('h1'));
    const scored = all.findIndex(({ type }) => type === 'homeScored');
    expect(revs).toEqual(all.map(({ rev }) => rev).filter((rev) => rev !== scored));
  });

  test('history comes in pages that miss and repeat nothing', async () => {
    const whole = factsIn(await read(`${application('h1')}/history`, 'office'));
    const paged: Fact[] = [];
    let cursor = '';
    for (let pages = 0; pages < 50; pages += 1) {
      const answer = await read(`${application('h1')}/history?limit=2${cursor}`, 'office');
      expect(factsIn(answer).length).toBeLessThanOrEqual(2);
      paged.push(...factsIn(answer));
      if (answer.body['next'] === undefined) break;
      cursor = `&cursor=${String(answer.body['next'])}`;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(6);
  });

  test('as of an instant: what had happened by then, seen by the rights of today', async () => {
    const at = '2024-04-02T09:00:00%2B08:00';
    const then = await read(`${application('h1')}?at=${at}`, 'clerk');
    const facts = (await door.house.facts(application('h1'))).filter((fact) => fact.at <= '2024-04-02T01:00:00.000Z');
    expect(then).toMatchObject({
      status: 200,
      headers: { etag: `"${facts.length - 1}"` },
      body: { rev: facts.length - 1, stage: facts.at(-1)?.stage },
    });
    const history = factsIn(await read(`${application('h1')}/history?at=${at}`, 'clerk'));
    expect(history.map(({ rev }) => rev)).toEqual(facts.map(({ rev }) => rev));
    expect(facts.length).toBeLessThan((await door.house.facts(application('h1'))).length);
    expect(await read(`${application('h1')}?at=2024-01-01T00:00:00Z`, 'clerk')).toMatchObject({ status: 404 });
    expect(await read(`${application('h1')}?at=${at}`, 'otherClerk')).toMatchObject({ status: 404 });
    for (const bad of ['yesterday', '2024-04-02', '2024-13-02T00:00:00Z', '%2B002024-04-02T00:00:00Z'])
      expect(await read(`${application('h1')}?at=${bad}`, 'clerk')).toMatchObject({
        status: 422,
        body: { errors: [{ in: 'query', pointer: '/at' }] },
      });
  });

  test('which commands may be given, and why the others may not', async () => {
    const answer = await read(`${roster}/commands`, 'clerk');
    const commands = answer.body['commands'] as { command: string; allowed: boolean; reason?: object }[];
    const refused = commands.find(({ command }) => command === 'openRoster');
    expect(refused).toMatchObject({
      allowed: false,
      reason: { reason: 'alreadyExists', messages: { en: expect.stringContaining('exists already') } },
    });
    expect(commands.some(({ allowed }) => allowed)).toBe(true);
    // What is not there yet may be begun by whoever may.
    const fresh = await read(`${application('h2')}/commands`, 'clerk');
    expect(fresh.body['commands']).toContainEqual(expect.objectContaining({ command: 'putForward', allowed: true }));
  });

  test('a stream of another federation, or none at all, is not there', async () => {
    for (const stream of [`application-other.${CYCLE}.h1`, 'APPLICATION-test.2024.h1', 'x', '..', 'a'.repeat(290)])
      expect(await read(encodeURIComponent(stream), 'clerk')).toMatchObject({ status: 404 });
  });

  test('whose grant was revoked sees nothing any more', async () => {
    const { house } = door;
    const actor = await house.actor('clerk', 'pudong', 'clerk-for-a-while');
    const token = await door.tokenOf(actor);
    expect(await door.ask('GET', '/v1/me', { by: token })).toMatchObject({ status: 200 });
    await house.accepts(
      undefined,
      'revokeRole',
      { account: actor.account },
      { system: 'setup' },
      { grant: actor.grant },
    );
    for (const path of ['/v1/me', `/v1/streams/${application('h1')}`, '/v1/feed'])
      expect(await door.ask('GET', path, { by: token })).toMatchObject({
        status: 403,
        body: { reason: 'grantRevoked' },
      });
    const given = await door.give(actor, 'openRoster', { unit: 'pudong' });
    expect(given).toMatchObject({ status: 403, body: { reason: 'grantRevoked' } });
  });

  test('a token that is wrong, revoked, or for something else is a 401', async () => {
    const path = `/v1/streams/${application('h1')}`;
    const none = await door.ask('GET', path);
    expect(none).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer' },
      body: { reason: 'tokenMissing' },
    });
    const calendar = await door.tokenOf(door.federation.clerk, 'calendar');
    expect(await door.ask('GET', path, { by: calendar })).toMatchObject({ status: 401, body: { reason: 'tokenKind' } });
    const { token, text } = await door.tokens.create({
      root: 'test',
      ...door.federation.clerk,
      kind: 'bearer',
      label: '',
    });
    expect(await door.ask('GET', path, { by: text })).toMatchObject({ status: 200 });
    await door.tokens.revoke('test', token.id);
    for (const by of [text, 'hth_0000000000000000_x', 'x y', '..']) {
      const answer = await door.ask('GET', path, { by });
      expect(answer).toMatchObject({ status: 401, body: { reason: 'tokenUnknown' } });
      expect(answer.headers['www-authenticate']).toContain('invalid_token');
    }
    expect(door.logged.join('\n')).not.toContain('hth_');
  });
});
