/** Requests, parsed by the schemas of their route. Pipes run after guards: nothing is parsed for whoever may not ask. */
import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { problemsOf } from '../../../libs/lifecycle/forms/form-schema.js';
import type { Language } from '../../../libs/lifecycle/messages/message.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { preferredLanguage } from './accept-language.js';
import { HttpProblem, type PlacedProblem } from './http-problem.js';
import type { HttpRequest } from './http-types.js';
import type { RouteSpec } from './route.js';

type Output<S extends RouteSpec, Part extends 'params' | 'query' | 'headers' | 'body'> = S extends {
  readonly [P in Part]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

export interface ParsedRequest<S extends RouteSpec> {
  readonly token: S['access'] extends 'public' ? undefined : Token;
  readonly language: Language;
  readonly params: Output<S, 'params'>;
  readonly query: Output<S, 'query'>;
  readonly headers: Output<S, 'headers'>;
  readonly body: Output<S, 'body'>;
}

const RawRequest = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<HttpRequest>(),
);

/** The parsed request, for the method that serves `spec`. */
export function Parsed(spec: RouteSpec): ParameterDecorator {
  return RawRequest(new ParseRequestPipe(spec));
}

/** A route that names no query takes none: a misspelt name is refused, not ignored. */
const NO_QUERY = z.strictObject({});

class ParseRequestPipe<S extends RouteSpec> implements PipeTransform<HttpRequest, ParsedRequest<S>> {
  constructor(private readonly spec: S) {}

  /** @throws {HttpProblem} 400, 404, 422 */
  transform(request: HttpRequest): ParsedRequest<S> {
    const { spec } = this;
    const problems: PlacedProblem[] = [];
    const parse = (schema: z.ZodType | undefined, value: unknown, where: PlacedProblem['in']): unknown => {
      if (schema === undefined) return undefined;
      const parsed = schema.safeParse(value, { reportInput: true });
      if (parsed.success) return parsed.data;
      for (const problem of problemsOf(parsed.error)) problems.push({ ...problem, in: where });
      return undefined;
    };
    const params = parse(spec.params, request.params, 'path');
    const query = parse(spec.query ?? NO_QUERY, request.query, 'query');
    const headers = parse(spec.headers, request.headers, 'header');
    if (spec.body && request.body === undefined) throw new HttpProblem(400, 'bodyMissing');
    const body = parse(spec.body, request.body, 'body');
    // A path that can name nothing is not found, whatever else is wrong.
    if (problems.some((problem) => problem.in === 'path')) throw new HttpProblem(404, 'notFound');
    if (problems.length > 0) throw new HttpProblem(422, 'malformed', {}, problems);
    const language = preferredLanguage(request.headers['accept-language']);
    return { token: request.token, language, params, query, headers, body } as ParsedRequest<S>;
  }
}
