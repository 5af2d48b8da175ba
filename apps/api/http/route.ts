/**
 * Routes: each says in one value what it takes, who may come in, and what it answers. The guard, the parser, the list of
 * routes and the OpenAPI document are all made from that value.
 */
import {
  applyDecorators,
  createParamDecorator,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { z } from 'zod';
import type { Language } from '../../../libs/lifecycle/messages/message.js';
import { problemsOf } from '../../../libs/lifecycle/forms/form-schema.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import type { HttpRequest } from './http-types.js';
import { languageOf, Refusal, type PlacedProblem } from './refusal.js';

/**
 * Who may come in. `public`: everybody. `token`: whoever has a token whose grant stands in the log; what they then see
 * is a matter of sight. `command`: the same, proven by the engine together with the role. `roles`: of these roles only.
 * `operator`: an operator, also from a browser or a collector of figures that knows names and passwords only.
 * `calendar`: whoever knows the address, which holds a token.
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

export function route<const S extends RouteSpec>(spec: S): S {
  return spec;
}

type Out<S extends RouteSpec, Part extends 'params' | 'query' | 'headers' | 'body'> = S extends {
  readonly [P in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

/** A request, parsed. */
export interface Asked<S extends RouteSpec> {
  readonly token: S['access'] extends 'public' ? undefined : Token;
  readonly language: Language;
  readonly params: Out<S, 'params'>;
  readonly query: Out<S, 'query'>;
  readonly headers: Out<S, 'headers'>;
  readonly body: Out<S, 'body'>;
}

export const ROUTE = Symbol('route');

const METHODS = { GET: RequestMethod.GET, POST: RequestMethod.POST, PUT: RequestMethod.PUT } as const;

/** Serves a route by the method it stands on. */
export function Serves(spec: RouteSpec): MethodDecorator {
  return applyDecorators(
    RequestMapping({ path: spec.path, method: METHODS[spec.method] }) as MethodDecorator,
    SetMetadata(ROUTE, spec) as MethodDecorator,
  );
}

/** The parsed request, for the method that serves `spec`. */
export const Request = createParamDecorator((spec: RouteSpec, context: ExecutionContext) =>
  asked(spec, context.switchToHttp().getRequest<HttpRequest>()),
);

function asked(spec: RouteSpec, request: HttpRequest): Asked<RouteSpec> {
  const problems: PlacedProblem[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, where: PlacedProblem['in']): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value, { reportInput: true });
    if (parsed.success) return parsed.data;
    for (const problem of problemsOf(parsed.error)) problems.push({ ...problem, in: where });
    return undefined;
  };
  const params = read(spec.params, request.params, 'path');
  const query = read(spec.query ?? NO_QUERY, request.query, 'query');
  const headers = read(spec.headers, request.headers, 'header');
  if (spec.body && request.body === undefined) throw new Refusal(400, 'bodyMissing');
  const body = read(spec.body, request.body, 'body');
  // What no name can be names nothing, whatever else may be wrong.
  if (problems.some((problem) => problem.in === 'path')) throw new Refusal(404, 'notFound');
  if (problems.length > 0) throw new Refusal(422, 'malformed', {}, problems);
  const language = languageOf(request.headers['accept-language']);
  return { token: request.token as Token, language, params, query, headers, body } as Asked<RouteSpec>;
}

/** A route that names no query takes none: a misspelt name is told, not passed over. */
const NO_QUERY = z.strictObject({});
