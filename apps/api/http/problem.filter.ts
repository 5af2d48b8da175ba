/** Every error becomes a problem document here, whatever it was and wherever it came from. */
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { BadCursor, Unavailable } from '../../../libs/engine/ports/event-store.js';
import { KurrentRefused } from '../../../libs/store/kurrent/failures.js';
import { ForeignEvent } from '../../../libs/store/kurrent/records.js';
import { isUnavailable } from '../../../libs/postgres/errors.js';
import type { Logger } from '../../../libs/runtime/logger.js';
import { BadPage } from '../../../libs/views/queries/paging.js';
import { preferredLanguage } from './accept-language.js';
import { HttpProblem, unavailable } from './http-problem.js';
import type { HttpReply, HttpRequest } from './http-types.js';
import { problemDocument } from './problem-document.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** `methodsAt`: the methods that a URL takes; none where nothing is served. */
  constructor(
    private readonly log: Logger,
    private readonly methodsAt: (url: string) => readonly string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.reply(error, http.getRequest<HttpRequest>(), http.getResponse<HttpReply>());
  }

  /** Also for errors that come before Nest, or beside it. */
  reply(error: unknown, request: HttpRequest, reply: HttpReply): void {
    // A response that has begun cannot become another, and a client that closed its connection waits for none.
    if (reply.sent || reply.raw.headersSent || isConnectionReset(request)) {
      reply.raw.destroy();
      return;
    }
    const language = preferredLanguage(request.headers['accept-language']);
    const problem = this.problemOf(error, request) ?? this.record(error, request);
    reply
      .code(problem.status)
      .headers(problem.headers)
      .header('content-type', 'application/problem+json')
      .header('content-language', language)
      .send(JSON.stringify(problemDocument(problem, language)));
  }

  /** What an error means to the client; undefined for a fault of the program. */
  private problemOf(error: unknown, request: HttpRequest): HttpProblem | undefined {
    if (error instanceof HttpProblem) return error;
    if (error instanceof Unavailable) return unavailable(error.outcome);
    if (error instanceof BadCursor) return new HttpProblem(422, 'cursorForeign');
    if (error instanceof BadPage) return new HttpProblem(422, 'pageUnknown');
    if (isUnavailable(error)) return unavailable(request.method === 'GET' ? 'nothingWritten' : 'unknown');
    // Of Fastify's errors NestJS passes on the status alone.
    if (error instanceof HttpException) return this.problemOfStatus(error.getStatus(), request);
    const { code } = error as { code?: unknown };
    return typeof code === 'string' ? BY_CODE[code]?.() : undefined;
  }

  private problemOfStatus(status: number, { url }: HttpRequest): HttpProblem | undefined {
    if (status !== 404) return BY_STATUS[status]?.();
    const allowed = this.methodsAt(url).join(', ');
    if (allowed === '') return new HttpProblem(404, 'routeUnknown');
    return new HttpProblem(405, 'methodNotAllowed', { allowed }, [], { allow: allowed });
  }

  /** A fault of the program, or of the log: logged under a number that the client gets, without what they sent. */
  private record(error: unknown, request: HttpRequest): HttpProblem {
    const id = randomUUID();
    const where = { id, method: request.method, route: request.routeOptions?.url ?? '' };
    const damage = damageIn(error);
    if (damage === undefined) this.log.error('request failed', where, error);
    else this.log.error('the log is damaged: restore a back-up', { ...where, ...damage });
    return new HttpProblem(500, damage === undefined ? 'internal' : 'logDamaged', { id });
  }
}

function isConnectionReset({ raw }: HttpRequest): boolean {
  return (raw.errored as { code?: unknown } | null)?.code === 'ECONNRESET';
}

const malformed = (): HttpProblem => new HttpProblem(400, 'requestMalformed');

const BY_STATUS: Readonly<Record<number, () => HttpProblem>> = {
  400: malformed,
  413: () => new HttpProblem(413, 'bodyTooLarge'),
  414: () => new HttpProblem(404, 'notFound'),
  415: () => new HttpProblem(415, 'mediaType'),
};

/** Fastify's own errors that come before any route, by code. */
const BY_CODE: Readonly<Record<string, () => HttpProblem>> = {
  FST_ERR_BAD_URL: malformed,
  FST_ERR_MAX_PARAM_LENGTH: () => new HttpProblem(404, 'notFound'),
};

/** How a log on KurrentDB was changed from outside, and where; undefined for any other error. */
function damageIn(error: unknown): Readonly<Record<string, string>> | undefined {
  if (error instanceof ForeignEvent) return { damage: 'foreign', what: error.message };
  if (!(error instanceof KurrentRefused) || !['lost', 'deleted'].includes(error.kind)) return undefined;
  return { damage: error.kind, ...error.parameters };
}
