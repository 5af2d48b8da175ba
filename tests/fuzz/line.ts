/** HTTP/1.1 as bytes on a socket: says what no client library would let anybody say. One request at a time. */
import { connect, type Socket } from 'node:net';

export interface Sent {
  readonly method: string;
  /** As it stands on the line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payload?: Buffer | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where an answer has no end: only its head is waited for. */
  readonly body: string;
}

/** There was no answer in time. */
export class Hung extends Error {}
/** The other side hung up without an answer. */
export class Cut extends Error {}

const STREAM = 'text/event-stream';

/** A connection that is kept as long as the other side keeps it. */
export class Line {
  private socket: Socket | undefined;

  constructor(
    private readonly port: number,
    private readonly limitMs: number,
  ) {}

  /** @throws {Hung} @throws {Cut} */
  async ask(sent: Sent): Promise<Answer> {
    const socket = this.socket ?? connect(this.port, '127.0.0.1');
    this.socket = undefined;
    const answer = await answered(socket, bytesOf(sent), sent.method, this.limitMs);
    if (/close/i.test(answer.headers['connection'] ?? '') || !socket.writable) socket.destroy();
    else this.socket = socket;
    return answer;
  }

  close(): void {
    this.socket?.destroy();
  }
}

function bytesOf({ method, target, headers, payload }: Sent): Buffer {
  const own: [string, string][] = [
    ['Host', '127.0.0.1'],
    ...headers.map(([name, value]): [string, string] => [name, value]),
  ];
  if (payload) own.push(['Content-Length', String(payload.length)]);
  const head = `${method} ${target} HTTP/1.1\r\n${own.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'utf8'), payload ?? Buffer.alloc(0)]);
}

function answered(socket: Socket, bytes: Buffer, method: string, limitMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let read: Buffer = Buffer.alloc(0);
    const done = (): void => {
      clearTimeout(timer);
      socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
      // Whatever comes once nobody waits for it is of no account.
      socket.on('error', () => undefined);
    };
    const fail = (error: Error): void => {
      done();
      socket.destroy();
      reject(error);
    };
    const look = (ended: boolean): boolean => {
      const answer = parsed(read, method, ended);
      if (!answer) return false;
      done();
      if (answer.headers['content-type']?.startsWith(STREAM)) socket.destroy();
      resolve(answer);
      return true;
    };
    const timer = setTimeout(() => fail(new Hung(`no answer within ${limitMs} ms`)), limitMs);
    socket.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk]);
      look(false);
    });
    socket.on('close', () => look(true) || fail(new Cut(`hung up after ${read.length} bytes`)));
    socket.on('error', (error) => look(true) || fail(new Cut(error.message)));
    socket.write(bytes);
  });
}

function parsed(read: Buffer, method: string, ended: boolean): Answer | undefined {
  const end = read.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = read.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = read.subarray(end + 4);
  const length = Number(headers['content-length'] ?? 0);
  const isStream = headers['content-type']?.startsWith(STREAM) === true;
  if (method === 'HEAD' || isStream || status === 304) return { status, headers, body: '' };
  if (headers['transfer-encoding'] !== undefined) {
    if (!ended && !body.includes('\r\n0\r\n\r\n')) return undefined;
    return { status, headers, body: body.toString('utf8') };
  }
  if (body.length < length && !ended) return undefined;
  return { status, headers, body: body.subarray(0, length).toString('utf8') };
}
