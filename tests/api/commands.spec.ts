import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate } from '../shanghai/federation.js';
import { doorway, type Doorway } from './given.js';

describeWithPostgres('commands over HTTP', () => {
  let door: Doorway;
  beforeAll(async () => {
    door = await doorway();
  });
  afterAll(() => door.close());

  test('smoke', async () => {
    const { clerk } = door.federation;
    const live = await door.ask('GET', '/health/live');
    expect(live).toMatchObject({ status: 200, body: { live: true } });
    const me = await door.ask('GET', '/v1/me', { by: await door.tokenOf(clerk) });
    expect(me).toMatchObject({ status: 200, body: { root: 'test', ...clerk } });
    const put = await door.give(clerk, 'putForward', { home: 'h1' }, candidate);
    expect(put).toMatchObject({ status: 200, body: { stream: application('h1') } });
  });
});
