/**
 * The door by which commands of the command line reach the serving process: on the loopback interface, opened by a
 * secret that stands in the data folder. It puts the clock and rebuilds the views, which only the process that serves
 * can do. Long work answers as lines of JSON while it goes on, the last of them the result.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Logger } from '../../libs/runtime/logger.js';

/** What it is asked, and with which limits: `to` is milliseconds since 1970. */
const advanceSchema = z.strictObject({ to: z.int().min(0) });
const MOST_BYTES = 1_000;

/** Something that the operator is told instead of a result: nothing was done. */
export class DoorRefused extends Error {
  constructor(
    readonly reason: 'clockReal' | 'clockGoesBack' | 'noWorker' | 'busy' | 'unknown',
    readonly parameters: Readonly<Record<string, string>> = {},
  ) {
    super(reason);
  }
}

export interface DoorWork {
  /** Answers also while the database is away. */
  status(): Promise<object>;
  /** In which the clock is told. @throws {Unavailable} */
  zone(): Promise<object>;
  /** @throws {DoorRefused} */
  advance(to: number, progress: (now: number) => void): Promise<object>;
  /** @throws {DoorRefused} */
  rebuild(progress: (done: number) => void): Promise<object>;
}

export interface OperatorDoor {
  readonly url: string;
  readonly secret: string;
  close(): Promise<void>;
}

export async function openOperatorDoor(work: DoorWork, log: Logger): Promise<OperatorDoor> {
  const secret = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    answer(work, secret, request, response).catch((error: unknown) => {
      log.error('the door for operators failed', {}, error);
      if (!response.headersSent) response.writeHead(500);
      response.end(`${JSON.stringify({ failed: error instanceof Error ? error.message : String(error) })}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, secret, close: () => closing(server) };
}

async function answer(
  work: DoorWork,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!knows(secret, request.headers.authorization)) return void response.writeHead(401).end();
  const line = (value: object): void => void response.write(`${JSON.stringify(value)}\n`);
  const asked = `${request.method} ${request.url}`;
  try {
    if (asked === 'GET /status') line({ done: await work.status() });
    else if (asked === 'GET /zone') line({ done: await work.zone() });
    else if (asked === 'POST /clock') {
      const { to } = advanceSchema.parse(JSON.parse(await bodyOf(request)));
      line({ done: await work.advance(to, (now) => line({ progress: now })) });
    } else if (asked === 'POST /rebuild') line({ done: await work.rebuild((done) => line({ progress: done })) });
    else response.writeHead(404);
  } catch (error) {
    if (error instanceof DoorRefused) line({ refused: error.reason, parameters: error.parameters });
    else if (error instanceof z.ZodError || error instanceof SyntaxError) response.writeHead(400);
    else throw error;
  }
  response.end();
}

/** Compared in a time that tells nothing of the secret. */
function knows(secret: string, authorization: string | undefined): boolean {
  const [given, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${secret}`)];
  return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += (chunk as Buffer).toString('utf8');
    if (text.length > MOST_BYTES) throw new SyntaxError('more than anybody has to say here');
  }
  return text;
}

function closing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
