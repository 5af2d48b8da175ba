/**
 * One caller of an HTTP API on one connection that is kept: as little of a client as there can be, since it shares the
 * machine with the server that is measured. Answers with a length only, as Hearth's are.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Waiting {
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

export class HttpCaller {
  readonly #socket: Socket;
  readonly #host: string;
  #waiting: Waiting | undefined;
  #heard: Buffer = Buffer.alloc(0);

  constructor(url: string) {
    const { hostname, port, host } = new URL(url);
    this.#host = host;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    this.#socket.on('error', (error) => this.#waiting?.fail(error));
    this.#socket.on('close', () => this.#waiting?.fail(new Error('the server hung up')));
  }

  /** One request at a time. */
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<Answer> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return new Promise((answer, fail) => {
      this.#waiting = { answer, fail };
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #hear(chunk: Buffer): void {
    this.#heard = this.#heard.length === 0 ? chunk : Buffer.concat([this.#heard, chunk]);
    const end = this.#heard.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#heard.toString('latin1', 0, end);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#waiting?.fail(new Error(`an answer without a length: ${head}`));
      return;
    }
    const whole = end + 4 + Number(length);
    if (this.#heard.length < whole) return;
    const answer = { status: Number(head.slice(9, 12)), body: this.#heard.toString('utf8', end + 4, whole) };
    this.#heard = this.#heard.subarray(whole);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.answer(answer);
  }
}
