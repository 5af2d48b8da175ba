import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { FeedService } from '../../apps/api/feeds/feed.service.js';
import { createApi } from '../../apps/api/create-api.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import type { Actor } from '../given.js';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate, CYCLE } from '../shanghai/federation.js';
import { doorway, type Doorway } from './given.js';

interface Event {
  readonly id?: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Events of a feed as they come. */
async function* feedOf(url: string, token: string, stop: AbortSignal, lastId?: string): AsyncGenerator<Event> {
  const headers = { authorization: `Bearer ${token}`, ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const response = await fetch(url, { headers, signal: stop });
  if (response.status !== 200 || !response.body) throw new Error(`${response.status}: ${await response.text()}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
      );
      text = text.slice(end + 2);
      const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (event === undefined || data === undefined) continue;
      yield { ...(id === undefined ? {} : { id }), event, data: JSON.parse(data) as Event['data'] };
    }
  }
}

/** The first so many events, then hangs up. */
async function taken(url: string, token: string, count: number, lastId?: string): Promise<Event[]> {
  const stop = AbortSignal.timeout(20_000);
  const hangUp = new AbortController();
  const events: Event[] = [];
  for await (const event of feedOf(url, token, AbortSignal.any([stop, hangUp.signal]), lastId)) {
    events.push(event);
    if (events.length === count) break;
  }
  hangUp.abort();
  return events;
}

describeWithPostgres('the feed', () => {
  let door: Doorway;
  let url: string;

  beforeAll(async () => {
    door = await doorway({ feedsPerToken: 2, feedStallMs: 300, feedHeartbeatMs: 50 }, {}, 12);
    await door.app.listen(0, '127.0.0.1');
    const { port } = (door.app.getHttpServer() as Server).address() as AddressInfo;
    url = `http://127.0.0.1:${port}/v1/feed`;
  });
  afterAll(() => door.close());

  const putForward = (home: string, by: Actor = door.federation.clerk) =>
    door.house.accepts(CYCLE, 'putForward', { home }, by, candidate);
  const place = ({ data }: Event): string => `${String(data['stream'])}@${String(data['rev'])}`;

  test('tells what happens as it happens, and goes on where it was left without a gap or a double', async () => {
    const clerk = await door.tokenOf(door.federation.clerk);
    const first = taken(url, clerk, 3);
    await until(() => open(door) >= 1);
    await putForward('h1');
    await putForward('h2');
    const before = await first;
    expect(before.map(({ data }) => [data['stream'], data['type']])).toEqual([
      [application('h1'), 'homePutForward'],
      [expect.stringMatching(/^roster/), 'candidateListed'],
      [application('h2'), 'homePutForward'],
    ]);
    expect(before[0]?.data).toMatchObject({ data: { row: { headName: '甲' } } });
    // Nobody listens while these happen.
    await putForward('h3');
    await putForward('h4');
    const after = await taken(url, clerk, 5, before.at(-1)?.id);
    const whole = await taken(`${url}?after=${String(before[0]?.id)}`, clerk, 7);
    expect([...before.slice(1), ...after].map(place)).toEqual(whole.map(place));
    expect(new Set(whole.map(({ id }) => id)).size).toBe(7);
  });

  test('tells nobody what they may not see', async () => {
    const { otherClerk } = door.federation;
    const from = String(await door.parts.store.head());
    const listening = taken(`${url}?after=${from}`, await door.tokenOf(otherClerk), 1);
    await putForward('h5');
    // Of the other district, and the first that it may see.
    await door.house.accepts(undefined, 'renameUnit', { unit: 'xuhui' }, { system: 'setup' }, { name: 'Xuhui' });
    const [event] = await listening;
    expect(event?.data).toMatchObject({ stream: 'unit-test.xuhui', type: 'unitRenamed' });
  });

  test('what no log of ours can have said is refused before anything is told', async () => {
    const clerk = await door.tokenOf(door.federation.clerk);
    await expect(taken(url, clerk, 1, 'elsewhere:9')).rejects.toThrow(/422.*cursorForeign/s);
    await expect(taken(`${url}?from=somewhere`, clerk, 1)).rejects.toThrow(/422.*malformed/s);
  });

  test('only so many at a time for one token', async () => {
    const guide = await door.tokenOf(door.federation.guide);
    const stop = new AbortController();
    const running = [0, 1].map(() => listened(url, guide, stop.signal));
    await until(() => open(door) >= 2);
    const third = await fetch(url, { headers: { authorization: `Bearer ${guide}` } });
    expect(third.status).toBe(429);
    expect(await third.json()).toMatchObject({ reason: 'busy', params: { limit: 2 } });
    stop.abort();
    await Promise.all(running);
    await until(() => open(door) === 0);
  });

  test('ends when the grant is revoked, and says so', async () => {
    const { house } = door;
    const actor = await house.actor('clerk', 'pudong', 'clerk-feed');
    const events = taken(url, await door.tokenOf(actor), 5);
    await until(() => open(door) >= 1);
    const revoked = { grant: actor.grant };
    await house.accepts(undefined, 'revokeRole', { account: actor.account }, { system: 'setup' }, revoked);
    const last = (await events).at(-1);
    expect(last).toMatchObject({ event: 'end', data: { reason: 'grantRevoked' } });
  });

  test('whoever reads too slowly is cut off, and holds up nobody', async () => {
    // Buffers of a socket in the file system are small: this is more than they hold.
    for (const edition of ['large-1', 'large-2', 'large-3'])
      await door.house.service.publish('test', { ...shanghaiAdvancedHome, edition });
    const folder = await mkdtemp(join(tmpdir(), 'hearth-feed-'));
    const app = await createApi(door.parts);
    const path = join(folder, 'api');
    await app.listen(path);
    const clerk = await door.tokenOf(door.federation.clerk);
    const slow = connect(path);
    const closed = once(slow, 'close');
    slow.pause();
    slow.write(`GET /v1/feed?from=beginning HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${clerk}\r\n\r\n`);
    await until(() => app.get(FeedService).count === 1);
    expect((await taken(`${url}?from=beginning`, clerk, 3)).length).toBe(3);
    await until(() => app.get(FeedService).count === 0);
    slow.resume();
    await closed;
    await app.close();
    await rm(folder, { recursive: true });
  });

  test('ends with a word and a place when the service goes', async () => {
    const app = await createApi(door.parts);
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    const head = String(await door.parts.store.head());
    const events = taken(`http://127.0.0.1:${port}/v1/feed`, await door.tokenOf(door.federation.clerk), 5);
    await until(() => app.get(FeedService).count === 1);
    await app.close();
    expect(await events).toMatchObject([{ id: head, event: 'end', data: { reason: 'closing' } }]);
  });
});

async function listened(url: string, token: string, stop: AbortSignal): Promise<void> {
  try {
    for await (const event of feedOf(url, token, stop)) expect(event.event).toBe('fact');
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}

function open({ app }: Doorway): number {
  return app.get(FeedService).count;
}

async function until(holds: () => boolean, ms = 10_000): Promise<void> {
  const since = performance.now();
  while (!holds()) {
    if (performance.now() - since > ms) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
