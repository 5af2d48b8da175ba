/** Every error becomes a problem document here, whatever it was and wherever it came from. */
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { BadCursor, Unavailable } from '../../libs/engine/ports/event-store.js';
import { KurrentRefused } from '../../libs/store/kurrent/failures.js';
import { ForeignEvent } from '../../libs/store/kurrent/records.js';
import { isLost, isPassing } from '../../libs/postgres/connection.js';
import { BadPage } from '../../libs/views/queries/paging.js';
import { SECURITY_HEADERS, type HttpReply, type HttpRequest } from './http/http-types.js';
import { API, type Api } from './http/api-parts.js';
import { languageOf, problemDocument, Refusal, unavailable } from './http/refusal.js';
import { methodsAt } from './route-table.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(API) private readonly api: Api) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(this.api, error, http.getRequest<HttpRequest>(), http.getResponse<HttpReply>());
  }
}

export function answerProblem(api: Api, error: unknown, request: HttpRequest, reply: HttpReply): void {
  // An answer that has begun cannot become another one, and whoever hung up in the middle of asking waits for none.
  if (reply.sent || reply.raw.headersSent || hungUp(request)) {
    request.release?.();
    reply.raw.destroy();
    return;
  }
  const refusal = refusalFrom(error, request) ?? recorded(api, error, request);
  const document = problemDocument(refusal, languageOf(request.headers['accept-language']));
  reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header('content-type', 'application/problem+json')
    .header('content-language', languageOf(request.headers['accept-language']))
    .send(JSON.stringify(document));
}

function hungUp({ raw }: HttpRequest): boolean {
  return (raw.errored as { code?: unknown } | null)?.code === 'ECONNRESET';
}

/** What an error means to whoever asked; undefined for a fault of the program. */
function refusalFrom(error: unknown, request: HttpRequest): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof Unavailable) return unavailable(error.outcome);
  if (error instanceof BadCursor) return new Refusal(422, 'cursorForeign');
  if (error instanceof BadPage) return new Refusal(422, 'pageUnknown');
  if (isLost(error) || isPassing(error)) return unavailable(request.method === 'GET' ? 'nothingWritten' : 'unknown');
  // Of Fastify's errors NestJS hands on the status alone.
  if (error instanceof HttpException) return BY_STATUS[error.getStatus()]?.(request);
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? BY_CODE[code]?.() : undefined;
}

/** Nothing is served there, or not by that method. */
function nowhere({ url }: HttpRequest): Refusal {
  const allowed = methodsAt(url).join(', ');
  if (allowed === '') return new Refusal(404, 'routeUnknown');
  return new Refusal(405, 'methodNotAllowed', { allowed }, [], { allow: allowed });
}

const malformed = (): Refusal => new Refusal(400, 'requestMalformed');

const BY_STATUS: Readonly<Record<number, (request: HttpRequest) => Refusal>> = {
  400: malformed,
  404: nowhere,
  413: () => new Refusal(413, 'bodyTooLarge'),
  414: () => new Refusal(404, 'notFound'),
  415: () => new Refusal(415, 'mediaType'),
};

/** Errors of Fastify's own that come before any route, by code. */
const BY_CODE: Readonly<Record<string, () => Refusal>> = {
  FST_ERR_BAD_URL: malformed,
  FST_ERR_MAX_PARAM_LENGTH: () => new Refusal(404, 'notFound'),
};

/** A fault of the program, or of the log: recorded under a number that whoever asked is told, without what they sent. */
function recorded(api: Api, error: unknown, request: HttpRequest): Refusal {
  const id = randomUUID();
  const where = { id, method: request.method, route: request.routeOptions?.url ?? '' };
  const damage = damageIn(error);
  if (damage === undefined) api.observing.log.error('a request failed', where, error);
  else api.observing.log.error('the log is damaged: restore a back-up', { ...where, ...damage });
  return new Refusal(500, damage === undefined ? 'internal' : 'logDamaged', { id });
}

/** What somebody has done to a log on KurrentDB, and where; undefined where it is nothing like that. */
function damageIn(error: unknown): Readonly<Record<string, string>> | undefined {
  if (error instanceof ForeignEvent) return { damage: 'foreign', what: error.message };
  if (!(error instanceof KurrentRefused) || !['lost', 'deleted'].includes(error.kind)) return undefined;
  return { damage: error.kind, ...error.parameters };
}

const BY_CONNECTION: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: new Refusal(431, 'headersTooLarge'),
  ERR_HTTP_REQUEST_TIMEOUT: new Refusal(408, 'requestTimeout'),
};

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** Answers what is no request at all, and hangs up. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = BY_CONNECTION[error.code ?? ''] ?? malformed();
  const body = JSON.stringify(problemDocument(refusal, 'zh'));
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = refusal;
  socket.end(`HTTP/1.1 ${status} ${STATUS_WORDS[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
