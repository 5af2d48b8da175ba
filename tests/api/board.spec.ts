import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openPostgresQueue } from '../../libs/outside/queue/postgres-queue.js';
import type { Queue } from '../../libs/outside/queue/queue.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';
import { doorway, type Doorway } from './given.js';

describeWithPostgres('the board of the queue', () => {
  let database: FreshDatabase;
  let queue: Queue;
  let door: Doorway;

  beforeAll(async () => {
    database = await freshDatabase('board');
    queue = await openPostgresQueue(database.connectionString, { now: Date.now });
    door = await doorway({}, {}, 2, { queue });
  });
  afterAll(async () => {
    await door.close();
    await queue.close();
    await database.drop();
  });

  test('is for operators, by token or password, and loads nothing from elsewhere', async () => {
    const operator = await door.tokenOf(await door.house.actor('operator', 'shanghai'));
    const office = await door.tokenOf(door.federation.office);
    const basic = (token: string) => ({
      headers: { authorization: `Basic ${Buffer.from(`me:${token}`).toString('base64')}` },
    });
    const refused = await door.ask('GET', '/queues');
    expect(refused).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringContaining('Basic') } });
    for (const path of ['/queues', '/queues/api/queues'])
      for (const sent of [{ by: office }, basic(office)])
        expect(await door.ask('GET', path, sent)).toMatchObject({ status: 403, body: { reason: 'roleRequired' } });
    for (const sent of [{ by: operator }, basic(operator)])
      expect(await door.ask('GET', '/queues', sent)).toMatchObject({
        status: 200,
        headers: { 'content-security-policy': expect.stringMatching(/^default-src 'self';(?!.*https?:)/) },
      });
    const page = await door.ask('GET', '/queues', { by: operator });
    const script = /src="(static\/js\/main[^"]+)"/.exec(page.text)?.[1];
    expect(await door.ask('GET', `/queues/${script}`, { by: operator })).toMatchObject({ status: 200 });
    const queues = await door.ask('GET', '/queues/api/queues', { by: operator });
    expect(queues).toMatchObject({ status: 200, body: { queues: [expect.objectContaining({ readOnlyMode: true })] } });
  });

  test('changes nothing', async () => {
    const operator = await door.tokenOf(await door.house.actor('operator', 'shanghai'));
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const { status } = await door.ask(method, '/queues/api/queues/x/clean/completed', { by: operator });
      expect([method, [404, 405].includes(status)]).toEqual([method, true]);
    }
  });
});
