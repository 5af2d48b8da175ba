/** What this doorway uses of a request and of its answer. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Token } from '../../../libs/runtime/tokens.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, once the guard has let them in. */
    token?: Token;
    /** Lets go of the place that this request takes among those of its token. */
    release?: () => void;
  }
}

export type HttpRequest = FastifyRequest;
export type HttpReply = FastifyReply;

/** An answer whose status or headers are other than usual. */
export class Answer {
  constructor(
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
    readonly status = 200,
  ) {}
}

/** An answer that is no JSON. */
export class TextAnswer {
  constructor(
    readonly text: string,
    readonly mediaType: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** On every answer. What is shown is somebody's: it is kept nowhere, framed nowhere, and loads nothing. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;
