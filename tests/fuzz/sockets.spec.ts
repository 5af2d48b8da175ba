/** What is no request, or more than one, as bytes on a socket. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describeWithPostgres } from '../postgres.js';
import { CYCLE } from '../shanghai/federation.js';
import { Line } from './line.js';
import { staged, type Stage } from './scene.js';

const LIMIT_MS = 10_000;
const MOST_HEADER_BYTES = 16 * 1024;

describeWithPostgres('bytes on a socket', () => {
  let stage: Stage;
  let port: number;
  let office: string;

  beforeAll(async () => {
    stage = await staged({ requestMs: 1_500 });
    office = `Authorization: Bearer ${stage.scene.tokens.office}\r\n`;
    await stage.door.app.listen(0, '127.0.0.1');
    ({ port } = (stage.door.app.getHttpServer() as Server).address() as AddressInfo);
  });
  afterAll(() => stage.close());
  afterEach(() => {
    // Whatever somebody sends is no fault of the program, and no line of its log.
    if (stage.lines.length > 0) throw new Error(stage.lines.join(''));
  });

  /** Says all of it, and hears everything until the other side hangs up, which it has to. */
  function said(bytes: string | Buffer, go?: (socket: Socket) => void): Promise<string> {
    return new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(bytes);
        go?.(socket);
      });
      const late = setTimeout(() => {
        socket.destroy();
        reject(new Error(`the line is still open; heard ${JSON.stringify(heard.slice(0, 300))}`));
      }, LIMIT_MS);
      socket.on('data', (chunk) => (heard += chunk.toString('utf8')));
      // A line that is cut while one still speaks says what it had to say before.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearTimeout(late);
        resolve(heard);
      });
    });
  }
  const statuses = (heard: string): number[] =>
    [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));

  /** The one answer that was heard, as a problem document. */
  function problemIn(heard: string): object {
    const { reason, messages } = JSON.parse(heard.slice(heard.indexOf('\r\n\r\n') + 4)) as {
      reason: string;
      messages: object;
    };
    return { statuses: statuses(heard), reason, messages };
  }
  const inBoth = { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[A-Z]/) };
  const problem = (status: number, reason: string): object => ({ statuses: [status], reason, messages: inBoth });

  const ME = 'GET /v1/me HTTP/1.1\r\nHost: x\r\n';
  const GIVEN = `POST /v1/cycles/${CYCLE}/commands/putForward HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: raw\r\n`;

  describe('what is no request is answered so in both languages, and the line ends', () => {
    test.each<readonly [string, string | Buffer]>([
      ['nonsense', 'NONSENSE\r\n\r\n'],
      ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, 0x0d, 0x0a, 0x0d, 0x0a])],
      ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
      ['another version', 'GET /v1/me HTTP/9.9\r\nHost: x\r\n\r\n'],
      ['a blank in the path', 'GET /v1/me evil HTTP/1.1\r\nHost: x\r\n\r\n'],
      ['a NUL in the path', 'GET /v1/\0me HTTP/1.1\r\nHost: x\r\n\r\n'],
      ['bytes above ASCII as the method', Buffer.from([0xff, 0xfe, 0x20, 0x2f, 0x0d, 0x0a, 0x0d, 0x0a])],
      ['a header without a colon', `${ME}Broken\r\n\r\n`],
      ['a header without a name', `${ME}: x\r\n\r\n`],
      ['a blank before the colon', `${ME}X-A : 1\r\n\r\n`],
      ['a header over two lines', `${ME}X-A: 1\r\n 2\r\n\r\n`],
      ['a NUL in a header', `${ME}X-A: a\0b\r\n\r\n`],
      ['a carriage return alone', `${ME}X-A: a\rInjected: b\r\n\r\n`],
      ['two lengths', `${GIVEN}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
      ['a length that is none', `${GIVEN}Content-Length: abc\r\n\r\n{}`],
      ['a length below nothing', `${GIVEN}Content-Length: -1\r\n\r\n{}`],
      ['a length with a sign', `${GIVEN}Content-Length: +2\r\n\r\n{}`],
      ['a length beyond all numbers', `${GIVEN}Content-Length: 99999999999999999999999\r\n\r\n{}`],
      ['a length and pieces', `${GIVEN}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
      ['pieces that are none', `${GIVEN}${'Transfer-Encoding: chunked\r\n'}\r\nzz\r\n{}\r\n0\r\n\r\n`],
      ['pieces of pieces', `${GIVEN}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`],
      ['an encoding nobody knows, before pieces', `${GIVEN}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ])('%s', async (_what, bytes) => {
      expect(problemIn(await said(bytes))).toEqual(problem(400, 'requestMalformed'));
    });

    test.each([
      ['headers beyond the limit', `${ME}X-Large: ${'x'.repeat(MOST_HEADER_BYTES * 2)}\r\n\r\n`],
      ['very many headers', `${ME}${Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1\r\n`).join('')}\r\n`],
      ['an address beyond the limit', `GET /v1/${'a'.repeat(MOST_HEADER_BYTES * 2)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ])('%s', async (_what, bytes) => {
      expect(problemIn(await said(bytes))).toEqual(problem(431, 'headersTooLarge'));
    });
  });

  describe('what comes too slowly, or never, does not keep the line', () => {
    test.each([
      ['nothing after the first line', ME],
      ['a body that is announced and never comes', `${GIVEN}${'Content-Length: 100\r\n\r\n'}{"tar`],
      ['pieces that do not end', `${GIVEN}Transfer-Encoding: chunked\r\n\r\n5\r\n{"tar\r\n`],
    ])('%s', async (_what, bytes) => {
      expect(problemIn(await said(bytes))).toEqual(problem(408, 'requestTimeout'));
    });

    test('a header a quarter of a second', async () => {
      let drip: NodeJS.Timeout | undefined;
      const heard = await said(ME, (socket) => {
        drip = setInterval(() => socket.write('X-A: 1\r\n'), 250);
      });
      clearInterval(drip);
      expect(statuses(heard)).toEqual([408]);
    });

    test('a hundred that say nothing leave room for one that does', async () => {
      const idle = Array.from({ length: 100 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
      const line = new Line(port, LIMIT_MS);
      expect((await line.ask({ method: 'GET', target: '/health/live', headers: [] })).status).toBe(200);
      line.close();
      for (const socket of idle) socket.destroy();
    });
  });

  describe('several on one line', () => {
    test('are answered in their order, each for itself', async () => {
      const close = 'Connection: close\r\n';
      const heard = await said(
        `${ME}\r\n${ME}${office}\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n${ME}${office}${close}\r\n`,
      );
      expect(statuses(heard)).toEqual([401, 200, 404, 200]);
    });

    test('what stands inside of a body is none of them', async () => {
      const inner = `${ME}${office}\r\n`;
      const body = `${GIVEN}${office}Connection: close\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`;
      expect(statuses(await said(body))).toEqual([400]);
    });

    test('what stands inside of a body that nobody reads is none of them either', async () => {
      const inner = `${ME}${office}\r\n`;
      const heard = await said(`${ME}Content-Length: ${inner.length}\r\n\r\n${inner}${ME}Connection: close\r\n\r\n`);
      expect(statuses(heard)).toEqual([401, 401]);
    });

    test('after one that is no request nothing is heard any more', async () => {
      expect(statuses(await said(`NONSENSE\r\n\r\n${ME}${office}\r\n`))).toEqual([400]);
    });
  });

  describe('odd, and yet HTTP', () => {
    const closing = 'Connection: close\r\n\r\n';
    test.each<readonly [string, string | Buffer, number]>([
      ['a body in pieces', `${GIVEN}${'Transfer-Encoding: chunked\r\n'}${closing}2\r\n{}\r\n0\r\n\r\n`, 401],
      ['an address with its host', `GET http://elsewhere/v1/me HTTP/1.1\r\nHost: x\r\n${closing}`, 401],
      ['the address *', `OPTIONS * HTTP/1.1\r\nHost: x\r\n${closing}`, 404],
      ['no host', `GET /health/live HTTP/1.1\r\n${closing}`, 400],
      ['no version', 'GET /v1/me\r\n\r\n', 401],
      ['an old version', `GET /health/live HTTP/1.0\r\n\r\n`, 200],
      [
        'a wish for another protocol',
        `GET /v1/me HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`,
        401,
      ],
      ['a fragment', `GET /health/live#x HTTP/1.1\r\nHost: x\r\n${closing}`, 200],
      ['line feeds only', `GET /health/live HTTP/1.1\nHost: x\n\n`, 400],
    ])('%s', async (_what, bytes, status) => {
      expect(statuses(await said(bytes))).toEqual([status]);
    });

    test('a token twice, of which one is good, is none', async () => {
      const heard = await said(`${ME}Authorization: Bearer a\r\n${office}${closing}`);
      expect(problemIn(heard)).toEqual(problem(400, 'headerTwice'));
    });

    test('a body of no pieces is none', async () => {
      const heard = await said(`${GIVEN}${office}Transfer-Encoding: chunked\r\n${closing}0\r\n\r\n`);
      expect(problemIn(heard)).toEqual(problem(400, 'bodyMissing'));
    });

    test('a packed body is no JSON', async () => {
      const packed = gzipSync(JSON.stringify({ target: { key: { home: 'h1' } }, input: {} }));
      const head = `${GIVEN}${office}Content-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n${closing}`;
      expect(await said(Buffer.concat([Buffer.from(head), packed]))).toMatch(/^HTTP\/1\.1 400 .*jsonMalformed/s);
    });

    test('a wait for leave to send is answered', async () => {
      const heard = await said(`${GIVEN}Expect: 100-continue\r\nContent-Length: 2\r\n${closing}{}`);
      expect(statuses(heard).at(-1)).toBe(401);
    });

    test('a tunnel is not dug', async () => {
      const heard = await said('CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n');
      expect(heard).not.toMatch(/^HTTP\/1\.1 [235]/);
    });

    test('hanging up in the middle of a command leaves nothing', async () => {
      const { store } = stage.door.parts;
      const head = await store.head();
      for (let cut = 1; cut <= 20; cut += 1) {
        const socket = connect(port, '127.0.0.1');
        await new Promise((resolve) => {
          socket.on('error', () => undefined).on('close', resolve);
          const body = JSON.stringify(stage.scene.used.body);
          socket.write(
            `${GIVEN}${office}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, cut * 10)}`,
            () => socket.destroy(),
          );
        });
      }
      expect(await store.head()).toBe(head);
    });
  });
});
