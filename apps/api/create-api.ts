/** Creates the API: NestJS on Fastify, with every limit stated. */
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiModule } from './api.module.js';
import { Authenticator } from './auth/authenticator.js';
import { serveDocumentation } from './http/api-documentation.js';
import { limitsOf, type ApiParts } from './http/api-parts.js';
import { refuseConnection } from './http/connection-error.js';
import { SECURITY_HEADERS, type HttpReply, type HttpRequest } from './http/http-types.js';
import { ProblemFilter } from './http/problem.filter.js';
import { repeatedHeader } from './http/single-headers.js';
import { parseStrictJson } from './http/strict-json.js';
import { serveQueueBoard } from './operations/queue-board.js';
import { methodsAt, routesOf } from './route-table.js';

/** Bytes of a body, at most, where the route says nothing else. */
const BODY_BYTES = 256 * 1024;
const HEADER_BYTES = 16 * 1024;
/** How often Node looks for connections that take too long. */
const CONNECTIONS_CHECK_MS = 2_000;
const PATH_PART_LENGTH = 300;

/** The application, ready to listen. Closing it closes none of the parts. */
export async function createApi(parts: ApiParts): Promise<NestFastifyApplication> {
  const problems = new ProblemFilter(parts.observing.log, methodsAt);
  const adapter = createAdapter(parts, problems);
  const server = adapter.getInstance<FastifyInstance>();
  parseBodies(server);
  addHooks(server, parts);
  const application = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(parts, problems), adapter, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  if (parts.queue) serveQueueBoard(server, parts.queue, application.get(Authenticator), problems);
  await serveDocumentation(server, routesOf());
  await application.init();
  await server.ready();
  return application;
}

function createAdapter(parts: ApiParts, problems: ProblemFilter): FastifyAdapter {
  const { requestMs } = limitsOf(parts);
  return new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_BYTES,
    requestTimeout: requestMs,
    http: {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: requestMs,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
    },
    // Requests in hand are finished; feeds, which have no end, are ended by their service.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: PATH_PART_LENGTH },
    skipMiddie: true,
    exposeHeadRoutes: false,
    // Errors before any route: no hook has run.
    frameworkErrors: (error: Error, request: HttpRequest, reply: HttpReply) => {
      putHeaders(parts, reply);
      problems.reply(error, request, reply);
    },
    clientErrorHandler: (error, socket) => refuseConnection(error as Error & { code?: string }, socket),
  });
}

function parseBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseStrictJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/**
 * What an interceptor of Nest cannot do: these also hold for requests that no route takes or the guard refuses, and for
 * the documentation and the queue board, which are plugins of Fastify.
 */
function addHooks(server: FastifyInstance, parts: ApiParts): void {
  const { metrics } = parts.observing;
  server.addHook('onRoute', (options) => {
    const { bodyBytes } = options.config ?? {};
    if (bodyBytes !== undefined) options.bodyLimit = bodyBytes;
  });
  server.addHook('onRequest', (request, reply, done) => {
    putHeaders(parts, reply);
    done(repeatedHeader(request.raw.rawHeaders));
  });
  server.addHook('onResponse', (request, reply, done) => {
    metrics.request(request.method, request.routeOptions.url ?? '', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/** On every response, also on errors. */
function putHeaders({ clock }: ApiParts, reply: HttpReply): void {
  reply.headers(SECURITY_HEADERS);
  reply.header('hearth-time', new Date(clock.now()).toISOString()).header('hearth-clock', clock.kind);
}
