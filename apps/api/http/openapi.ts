/** The OpenAPI 3.1 document: made from the routes, so that nothing is said twice. */
import { z } from 'zod';
import type { Access, RouteSpec } from './route.js';
import { components } from './components.js';
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
  const schemas = new JsonSchemas(routes);
  const paths: Record<string, Record<string, Json>> = {};
  for (const spec of routes) {
    const path = spec.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[spec.method.toLowerCase()] = operation(spec, schemas);
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
        Object.entries(PROBLEMS).map(([status, description]) => [`Problem${status}`, problem(description, schemas)]),
      ),
      schemas: schemas.components,
    },
  };
}

const HEADERS = {
  'Hearth-Time': { $ref: '#/components/headers/HearthTime' },
  'Hearth-Clock': { $ref: '#/components/headers/HearthClock' },
};

function problem(description: string, schemas: JsonSchemas): Json {
  const content = { 'application/problem+json': { schema: schemas.of(problemSchema, 'output') } };
  return { description, headers: HEADERS, content };
}

function operation(spec: RouteSpec, schemas: JsonSchemas): Json {
  const { summary, tag, access, body, problems = [] } = spec;
  const statuses = [...ANY, ...(access === 'public' || access === 'calendar' ? [] : WITH_TOKEN), ...problems];
  const refused = [...new Set(statuses)].toSorted((a, b) => a - b);
  return {
    operationId: operationId(spec),
    summary,
    tags: [tag],
    ...securityOf(access),
    parameters: [
      ...parameters(spec.params, 'path', schemas),
      ...parameters(spec.query, 'query', schemas),
      ...parameters(spec.headers, 'header', schemas),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemas.of(body, 'input') } } },
    }),
    responses: {
      200: answered(spec, schemas),
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

function answered({ answer, body, method }: RouteSpec, schemas: JsonSchemas): Json {
  const written = body !== undefined && method !== 'GET';
  const etag = written ? { ETag: { description: 'The revision it led to.', schema: { type: 'string' } } } : {};
  const content =
    'mediaType' in answer
      ? { [answer.mediaType]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: schemas.of(answer, 'output') } };
  return { description: 'As asked', headers: { ...HEADERS, ...etag }, content };
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query' | 'header', schemas: JsonSchemas): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemas.of(schema, 'input') as {
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

type Direction = 'input' | 'output';

/** The JSON Schemas of all routes, made at once: what stands in {@link components} is referred to, all else stands where it is used. */
class JsonSchemas {
  private readonly made: Readonly<Record<Direction, ReturnType<typeof convert>>>;

  constructor(routes: readonly RouteSpec[]) {
    const inputs = routes.flatMap(({ params, query, headers, body }) => [params, query, headers, body]);
    const outputs = routes.map(({ answer }) => ('mediaType' in answer ? undefined : answer));
    this.made = { input: convert(inputs, 'input'), output: convert(outputs, 'output') };
  }

  /** By name, as they are answered. */
  get components(): Json {
    const names = [...components._idmap.keys()];
    return Object.fromEntries(names.map((name) => [name, this.made.output.schemas[name]]));
  }

  of(schema: z.ZodType, direction: Direction): Json {
    const name = components.get(schema)?.id;
    if (name !== undefined) return { $ref: reference(name) };
    const { ids, schemas } = this.made[direction];
    return schemas[ids.get(schema) ?? ''] ?? {};
  }
}

function reference(name: string): string {
  return `#/components/schemas/${name}`;
}

function convert(used: readonly (z.ZodType | undefined)[], io: Direction) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of components._idmap) registry.add(schema, { id });
  const ids = new Map<z.ZodType, string>();
  for (const schema of used) {
    if (schema === undefined || registry.has(schema)) continue;
    const id = `${io} ${ids.size}`;
    registry.add(schema, { id });
    ids.set(schema, id);
  }
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-2020-12', io, unrepresentable: 'any', uri: reference });
  const bare = Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema] as const);
  return { ids, schemas: Object.fromEntries<Json>(bare) };
}
