/**
 * Routes: each states in one value what it takes, who may use it and what it answers. The guard, the pipe that parses
 * requests, the list of routes and the OpenAPI document are all made from that value.
 */
import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { z } from 'zod';

/**
 * Who may use a route. `public`: everybody. `token`: whoever has a token whose grant is in force; what they then see is
 * decided by visibility. `command`: the same, but the engine checks grant and role. `roles`: these roles only.
 * `operator`: an operator, also by HTTP Basic, for browsers and for Prometheus. `calendar`: whoever knows the address,
 * which holds a token.
 */
export type Access = 'public' | 'token' | 'command' | 'calendar' | 'operator' | { readonly roles: readonly string[] };

export interface RouteSpec {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With `:parameters`. */
  readonly path: string;
  readonly access: Access;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Bytes of the body, at most. */
  readonly bodyBytes?: number;
  readonly answer: z.ZodType | { readonly mediaType: string };
  /** Statuses of the problems it may answer with, beside those that any route may. */
  readonly problems?: readonly number[];
}

export function defineRoute<const S extends RouteSpec>(spec: S): S {
  return spec;
}

export const ROUTE = Symbol('route');

const METHODS = { GET: RequestMethod.GET, POST: RequestMethod.POST, PUT: RequestMethod.PUT } as const;

/** Serves a route by the controller's method it stands on. */
export function Route(spec: RouteSpec): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: spec.path, method: METHODS[spec.method] }) as MethodDecorator,
    HttpCode(200),
    SetMetadata(ROUTE, spec) as MethodDecorator,
    ...(spec.bodyBytes === undefined ? [] : [RouteConfig({ bodyBytes: spec.bodyBytes }) as MethodDecorator]),
  );
}
