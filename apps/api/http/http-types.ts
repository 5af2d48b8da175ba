/** What the API uses of Fastify's request and reply. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Token } from '../../../libs/runtime/tokens.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once the guard has authenticated them. */
    token?: Token;
  }
  interface FastifyContextConfig {
    /** Bytes of the body, at most, where the route says other than the server. */
    bodyBytes?: number;
  }
}

export type HttpRequest = FastifyRequest;
export type HttpReply = FastifyReply;

/** On every response. The API's responses hold somebody's data: they are not cached, not framed, and load nothing. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
