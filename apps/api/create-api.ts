/** Opens the doorway: NestJS on Fastify, with every limit and every answer of its own said here. */
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiModule } from './api.module.js';
import type { FastifyInstance } from 'fastify';
import { Answer, TextAnswer, SECURITY_HEADERS, type HttpReply, type HttpRequest } from './http/http-types.js';
import { parsedJson } from './http/json-body.js';
import { NOTHING_KNOWN } from '../../libs/lifecycle/messages/labels.js';
import { DEFAULT_LIMITS, type Api, type ApiParts } from './http/api-parts.js';
import { showToOperators } from './queue-board.js';
import { showDocuments } from './documentation.js';
import { answerProblem, refuseConnection } from './problem.filter.js';
import { headersOnce, routesOf } from './route-table.js';

/** Bytes of a body, at most, where the route says nothing else. */
const BODY_BYTES = 256 * 1024;
const HEADER_BYTES = 16 * 1024;
/** How often connections are looked at that take too long. */
const CHECKS_EVERY_MS = 2_000;
const PATH_PART_LENGTH = 300;

/** The application, ready to listen. Closing it closes no part that it was handed. */
export async function createApi(parts: ApiParts): Promise<NestFastifyApplication> {
  const api: Api = {
    ...parts,
    limits: { ...DEFAULT_LIMITS, ...parts.limits },
    zone: parts.zone ?? NOTHING_KNOWN.zone,
  };
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_BYTES,
    requestTimeout: api.limits.requestMs,
    http: {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: api.limits.requestMs,
      connectionsCheckingInterval: CHECKS_EVERY_MS,
    },
    // What is in hand is finished; feeds, which have no end, are ended by whoever keeps them.
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: PATH_PART_LENGTH },
    skipMiddie: true,
    exposeHeadRoutes: false,
    frameworkErrors: (error: Error, request: HttpRequest, reply: HttpReply) => {
      putHeaders(api, reply);
      answerProblem(api, error, request, reply);
    },
    clientErrorHandler: (error, socket) => refuseConnection(error as Error & { code?: string }, socket),
  });
  const server = adapter.getInstance<FastifyInstance>();
  prepare(server, api);
  const application = await NestFactory.create<NestFastifyApplication>(apiModule(api), adapter, {
    logger: false,
    abortOnError: false,
    bodyParser: false,
  });
  showToOperators(server, api);
  await showDocuments(server);
  await application.init();
  await server.ready();
  return application;
}

function prepare(server: FastifyInstance, api: Api): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parsedJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRoute', (options) => {
    const spec = routesOf().find(({ method, path }) => method === options.method && path === options.url);
    if (spec?.bodyBytes !== undefined) options.bodyLimit = spec.bodyBytes;
  });
  server.addHook('onRequest', (request, reply, done) => {
    putHeaders(api, reply);
    done(headersOnce(request.raw.rawHeaders));
  });
  server.addHook('preSerialization', (_request, reply, payload, done) => {
    if (payload instanceof Answer) {
      reply.code(payload.status).headers(payload.headers);
      done(null, payload.body);
      return;
    }
    reply.code(200);
    if (payload instanceof TextAnswer) {
      reply.headers(payload.headers).header('content-type', payload.mediaType).serializer(String);
      done(null, payload.text);
      return;
    }
    done(null, payload);
  });
  // An answer that nobody waits for any more never goes out.
  server.addHook('onSend', (request, reply, payload, done) => {
    const release = (): void => request.release?.();
    if (reply.raw.destroyed) release();
    else reply.raw.once('close', release);
    done(null, payload);
  });
  server.addHook('onResponse', (request, reply, done) => {
    request.release?.();
    const { metrics } = api.observing;
    metrics.request(request.method, request.routeOptions.url ?? '', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/** On every answer, also of those that were refused at once. */
function putHeaders({ clock }: Api, reply: HttpReply): void {
  reply.headers(SECURITY_HEADERS);
  reply.header('hearth-time', new Date(clock.now()).toISOString()).header('hearth-clock', clock.kind);
}
