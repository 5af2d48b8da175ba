/** The OpenAPI document, and a page to read it by that loads nothing from any other host. */
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { openApi } from './openapi.js';
import type { RouteSpec } from './route.js';

const DOCUMENT_PATH = '/openapi.json';
const PAGE_PATH = '/docs';

export async function serveDocumentation(server: FastifyInstance, routes: readonly RouteSpec[]): Promise<void> {
  const text = JSON.stringify(openApi(routes));
  server.get(DOCUMENT_PATH, (_request, reply) =>
    reply.header('content-type', 'application/json; charset=utf-8').send(text),
  );
  // One for the life of the process: the page is the same for everybody.
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  await server.register(scalar, {
    routePrefix: PAGE_PATH,
    hooks: {
      onRequest: (_request, reply, done) => {
        reply.header('content-security-policy', policy);
        done();
      },
    },
    configuration: {
      url: DOCUMENT_PATH,
      pageTitle: 'Hearth API',
      nonce,
      withDefaultFonts: false,
      telemetry: false,
      showDeveloperTools: 'never',
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
}
