/** Whoever hangs up before the answer takes nothing with them: no place among the requests of their token, no line of the log. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describeWithPostgres } from '../postgres.js';
import { staged, type Stage } from './scene.js';

const PLACES = 5;

describeWithPostgres('hanging up', () => {
  let stage: Stage;
  let port: number;

  beforeAll(async () => {
    stage = await staged({ requestsPerToken: PLACES, feedsPerToken: 100, afterMs: 3_000 });
    await stage.door.app.listen(0, '127.0.0.1');
    ({ port } = (stage.door.app.getHttpServer() as Server).address() as AddressInfo);
  });
  afterAll(() => stage.close());

  test('while an answer is waited for', async () => {
    const { door, scene } = stage;
    // The lists have not come as far: whoever asks for it waits.
    await door.house.setting('2024', 'panelSize', 3);
    const head = (await door.parts.store.head()) as string;
    const target = `/v1/units?after=${encodeURIComponent(head)}`;
    const bytes = `GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${scene.tokens.office}\r\n\r\n`;
    const asked = async (): Promise<number> => (await door.ask('GET', '/v1/me', { by: scene.tokens.office })).status;
    const sockets = Array.from({ length: PLACES + 1 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    // One too many: once it is told so, the others are all inside.
    const refused = new Promise<string>((resolve) => {
      for (const socket of sockets) socket.once('data', (chunk) => resolve(chunk.toString('utf8')));
    });
    for (const socket of sockets) socket.write(bytes);
    expect(await refused).toMatch(/^HTTP\/1\.1 429 /);
    for (const socket of sockets) socket.destroy();
    await expectSoon(asked, 200);
    expect(stage.lines).toEqual([]);
  });

  test('on the feed, again and again', async () => {
    const { tokens } = stage.scene;
    const bytes = `GET /v1/feed?from=beginning HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.clerk}\r\n\r\n`;
    for (let time = 0; time < PLACES * 2; time += 1) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      const heard = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString('utf8'))));
      socket.write(bytes);
      expect(await heard).toMatch(/^HTTP\/1\.1 200 /);
      socket.destroy();
    }
    await expectSoon(async () => (await stage.door.ask('GET', '/v1/me', { by: tokens.clerk })).status, 200);
  });
});

async function expectSoon(ask: () => Promise<number>, status: number): Promise<void> {
  const until = performance.now() + 10_000;
  for (;;) {
    const found = await ask();
    if (found === status) return;
    if (performance.now() > until) throw new Error(`still ${found}, not ${status}`);
  }
}
