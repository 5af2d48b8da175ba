/** What is no HTTP request at all gets a problem document too, and the connection is closed. */
import type { Duplex } from 'node:stream';
import { HttpProblem } from './http-problem.js';
import { SECURITY_HEADERS } from './http-types.js';
import { problemDocument } from './problem-document.js';

const BY_CODE: Readonly<Record<string, HttpProblem>> = {
  HPE_HEADER_OVERFLOW: new HttpProblem(431, 'headersTooLarge'),
  ERR_HTTP_REQUEST_TIMEOUT: new HttpProblem(408, 'requestTimeout'),
};

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

export function refuseConnection(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = BY_CODE[error.code ?? ''] ?? new HttpProblem(400, 'requestMalformed');
  const body = JSON.stringify(problemDocument(problem, 'zh'));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = problem;
  socket.end(`HTTP/1.1 ${status} ${STATUS_TEXTS[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
