import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { candidate } from '../shanghai/federation.js';
import { doorway, type Doorway } from './given.js';

describeWithPostgres('trouble behind the doorway', () => {
  let door: Doorway;
  beforeEach(async () => {
    door = await doorway({ requestsPerToken: 3 }, {}, 2, {
      ready: () => Promise.reject(new Error('of 甲, 02100000000')),
    });
  });
  afterEach(() => door.close());

  test('a store out of reach: 503, when to ask again, and that nothing was written', async () => {
    const { clerk } = door.federation;
    await door.parts.store.close();
    const refused = { status: 503, headers: { 'retry-after': '1' } };
    const given = await door.give(clerk, 'putForward', { home: 'h1' }, candidate);
    expect(given).toMatchObject({ ...refused, body: { reason: 'unavailable', params: { outcome: 'nothingWritten' } } });
    expect(await door.ask('GET', '/v1/log/head', { by: await door.tokenOf(clerk) })).toMatchObject(refused);
    expect(await door.ask('GET', '/health/live')).toMatchObject({ status: 200 });
  });

  test('a fault of the program: a number for whoever asked and for the log, and service goes on', async () => {
    const answer = await door.ask('GET', '/health/ready');
    expect(answer).toMatchObject({ status: 500, body: { reason: 'internal', params: { id: expect.any(String) } } });
    const { id } = answer.body['params'] as { id: string };
    expect(door.logged).toEqual([expect.stringContaining(id)]);
    expect(answer.text).not.toMatch(/甲|0210/);
    expect(await door.ask('GET', '/health/live')).toMatchObject({ status: 200 });
  });

  test('only so many requests of one token at a time; others are not held up', async () => {
    const { clerk, office } = door.federation;
    const mine = await door.tokenOf(clerk);
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => door.ask('GET', '/v1/me', { by: mine }).then(({ status }) => status)),
    );
    expect(answers).toContain(200);
    expect(answers).toContain(429);
    expect(await door.ask('GET', '/v1/me', { by: await door.tokenOf(office) })).toMatchObject({ status: 200 });
    // Every place was given back, also by those that were refused.
    for (let again = 0; again < 5; again += 1)
      expect(await door.ask('GET', '/v1/me', { by: mine })).toMatchObject({ status: 200 });
  });
});
