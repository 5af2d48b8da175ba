/** The OpenAPI 3.1 document: made from the routes, so that nothing is said twice. */
import { z } from 'zod';
import type { Access, RouteSpec } from './route.js';
import { problemSchema } from './schemas.js';

type Json = Readonly<Record<string, unknown>>;

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is malformed',
  401: 'No token, or none that is known',
  403: 'The role, the unit or the grant forbids it',
  404: 'Not there, or not to be seen',
  409: 'Stage, quota, deadline or what else stands forbids it',
  412: 'The subject has moved from the revision of If-Match',
  413: 'The body is too large',
  415: 'The body is no JSON',
  422: 'Something in the request must change',
  429: 'Too many requests at once',
  503: 'Not at the moment: ask again, with the same key',
};

/** What any route may answer, and what every one with a token may. */
const ANY = [400];
const WITH_TOKEN = [401, 403, 429];

export function openApi(routes: readonly RouteSpec[]): Json {
  const registry = new Components();
  const paths: Record<string, Record<string, Json>> = {};
  for (const spec of routes) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[spec.method.toLowerCase()] = operation(spec, registry);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hearth',
      version: '1',
      description:
        'Recognition programmes of federations. Commands become facts; what may be seen of them is judged at each read. ' +
        'Problems are RFC 9457, with their sentences in Chinese and English.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'hth_<id>_<secret>' },
        operator: { type: 'http', scheme: 'basic', description: 'Any name; the password is an operator’s token.' },
      },
      headers: {
        HearthTime: { description: 'The instant of Hearth’s clock.', schema: { type: 'string', format: 'date-time' } },
        HearthClock: { description: 'Which clock that is.', schema: { enum: ['real', 'virtual'] } },
      },
      responses: Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [`Problem${status}`, problem(description, registry)]),
      ),
      schemas: registry.schemas,
    },
  };
}

const HEADERS = {
  'Hearth-Time': { $ref: '#/components/headers/HearthTime' },
  'Hearth-Clock': { $ref: '#/components/headers/HearthClock' },
};

function problem(description: string, registry: Components): Json {
  const content = { 'application/problem+json': { schema: registry.put(problemSchema, 'output') } };
  return { description, headers: HEADERS, content };
}

function operation(spec: RouteSpec, registry: Components): Json {
  const { summary, tag, access, body, problems = [] } = spec;
  const statuses = [...ANY, ...(access === 'public' || access === 'calendar' ? [] : WITH_TOKEN), ...problems];
  const refused = [...new Set(statuses)].toSorted((a, b) => a - b);
  return {
    operationId: operationId(spec),
    summary,
    tags: [tag],
    ...securityOf(access),
    parameters: [
      ...parameters(spec.params, 'path', registry),
      ...parameters(spec.query, 'query', registry),
      ...parameters(spec.headers, 'header', registry),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: registry.put(body, 'input') } } },
    }),
    responses: {
      200: answered(spec, registry),
      ...Object.fromEntries(refused.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])),
    },
  };
}

/** `GET /v1/cycles/:cycle/quotas` is `getCyclesByCycleQuotas`. */
function operationId({ method, path }: RouteSpec): string {
  const words = path.split(/[/.]/).filter((word) => word !== '' && word !== 'v1');
  const named = words.map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word)));
  return method.toLowerCase() + named.join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function securityOf(access: Access): Json {
  if (access === 'public' || access === 'calendar') return { security: [] };
  return access === 'operator' ? { security: [{ token: [] }, { operator: [] }] } : {};
}

function answered({ answer, body, method }: RouteSpec, registry: Components): Json {
  const written = body !== undefined && method !== 'GET';
  const etag = written ? { ETag: { description: 'The revision it led to.', schema: { type: 'string' } } } : {};
  const content =
    'mediaType' in answer
      ? { [answer.mediaType]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: registry.put(answer, 'output') } };
  return { description: 'As asked', headers: { ...HEADERS, ...etag }, content };
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query' | 'header', registry: Components): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = registry.put(schema, 'input') as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name: where === 'header' ? headerName(name) : name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

function headerName(name: string): string {
  return name.split('-').map(capital).join('-');
}

/** Schemas that have an id of their own stand once, and are referred to. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  put(schema: z.ZodType, io: 'input' | 'output'): Json {
    const made = z.toJSONSchema(schema, {
      target: 'draft-2020-12',
      io,
      unrepresentable: 'any',
    }) as Record<string, unknown>;
    const { $schema: _schema, $defs, ...rest } = made;
    for (const [name, value] of Object.entries(($defs ?? {}) as Readonly<Record<string, Json>>))
      this.schemas[name] = placed(value);
    const { id } = schema.meta() ?? {};
    if (id === undefined) return placed(rest) as Json;
    this.schemas[id] = placed(rest);
    return { $ref: `#/components/schemas/${id}` };
  }
}

/** A schema whose references lead to where the document keeps them, and which names itself nowhere. */
function placed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(placed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if ((name === 'id' || name === '$id') && typeof inner === 'string') return [];
      if (name === '$ref' && typeof inner === 'string')
        return [[name, inner.replace(/^.*(?:#\/\$defs\/|\/schemas\/)/, '#/components/schemas/')]];
      return [[name, placed(inner)]];
    }),
  );
}
