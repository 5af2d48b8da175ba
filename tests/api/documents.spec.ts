import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { validate } from '@scalar/openapi-parser';
import { routesOf } from '../../apps/api/route-table.js';
import { describeWithPostgres } from '../postgres.js';
import { doorway, type Doorway } from './given.js';

type Operation = {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, object>>;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
};
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

describeWithPostgres('what the doorway says of itself', () => {
  let door: Doorway;
  beforeAll(async () => {
    door = await doorway();
  });
  afterAll(() => door.close());

  const paths = async (): Promise<Paths> => (await door.ask('GET', '/openapi.json')).body['paths'] as Paths;

  test('the document is valid OpenAPI 3.1', async () => {
    const { body } = await door.ask('GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    expect(await validate(body as Record<string, unknown>)).toMatchObject({ valid: true });
    for (const [, ref] of JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = ref?.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], body);
      expect([ref, found]).toEqual([ref, expect.anything()]);
    }
    // A component says what it is: one that refers to itself would say nothing.
    const { schemas } = body['components'] as { readonly schemas: Readonly<Record<string, object>> };
    for (const [name, schema] of Object.entries(schemas))
      expect([name, Object.keys(schema)]).not.toEqual([name, ['$ref']]);
    expect(schemas).toMatchObject({ Problem: { required: expect.arrayContaining(['reason', 'messages']) } });
  });

  test('every route that is served is in the document, and the other way round', async () => {
    const served = door.app
      .getHttpAdapter()
      .getInstance()
      .printRoutes({ commonPrefix: false, includeHooks: false }) as string;
    const documented = Object.entries(await paths()).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const own = routesOf().map(({ method, path }) => `${method} ${path}`);
    expect(documented.toSorted()).toEqual(own.toSorted());
    // The document and its page show themselves; all else must be a route that says who may come in.
    const pages = ['GET /openapi.json', 'GET /docs', 'GET /docs/', 'GET /docs/js/scalar.js'];
    expect(routesIn(served).toSorted()).toEqual([...own, ...pages].toSorted());
  });

  test('every route says who may come in, and the document says so too', async () => {
    const known = ['public', 'token', 'command', 'calendar', 'operator'];
    for (const { method, path, access } of routesOf()) {
      expect([path, typeof access === 'object' || known.includes(access)]).toEqual([path, true]);
      const operation = (await paths())[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      const open = operation?.security?.length === 0;
      expect([path, open]).toEqual([path, access === 'public' || access === 'calendar']);
      const refusals = ['401', '403'].filter((status) => status in (operation?.responses ?? {}));
      expect([path, refusals]).toEqual([path, open ? [] : ['401', '403']]);
    }
  });

  test('without a token only what is public answers', async () => {
    const open = new Set(routesOf().flatMap(({ access, path }) => (access === 'public' ? [path] : [])));
    expect([...open]).toEqual(['/health/live', '/health/ready']);
    for (const { method, path, access } of routesOf()) {
      if (access === 'public' || access === 'calendar') continue;
      const answer = await door.ask(method, path.replaceAll(/:\w+/g, 'x'), method === 'GET' ? {} : { body: {} });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
    expect((await door.ask('GET', '/calendars/hth_x.ics')).status).toBe(404);
  });

  test('whatever writes facts asks for a key', async () => {
    for (const { method, path, access } of routesOf()) {
      if (access !== 'command') continue;
      const operation = (await paths())[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      const key = operation?.parameters.find(({ name }) => name === 'Idempotency-Key');
      expect([path, key]).toEqual([path, expect.objectContaining({ in: 'header', required: true })]);
    }
  });

  test('operators’ routes are shut to everybody else', async () => {
    const { office } = door.federation;
    const operator = await door.house.actor('operator', 'shanghai');
    for (const { method, path, access } of routesOf()) {
      if (access !== 'operator' && typeof access !== 'object') continue;
      const body = method === 'POST' ? { body: {} } : {};
      const refused = await door.ask(method, path, { by: await door.tokenOf(office), ...body });
      expect([path, refused.status, refused.body['reason']]).toEqual([path, 403, 'roleRequired']);
      const admitted = await door.ask(method, path, { by: await door.tokenOf(operator), ...body });
      expect([path, [200, 409, 422].includes(admitted.status)]).toEqual([path, true]);
    }
    const basic = Buffer.from(`anybody:${await door.tokenOf(operator)}`).toString('base64');
    const metrics = await door.ask('GET', '/metrics', { headers: { authorization: `Basic ${basic}` } });
    expect(metrics).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/plain') } });
    expect(metrics.text).toMatch(/^hearth_http_requests_total\{.*route="\/v1\/lag".*\} [1-9]/m);
    expect(metrics.text).not.toContain('hth_');
  });

  test('the page loads nothing from any other host', async () => {
    const page = await door.ask('GET', '/docs/');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    for (const [, address] of page.text.matchAll(/(?:src|href|url\()\s*=?\s*["']([^"']*)["']/g))
      expect(address).not.toMatch(/^(?:[a-z]+:)?\/\//i);
    expect(page.text).not.toMatch(/https?:\/\//);
    expect(page.text).toContain('"withDefaultFonts": false');
    const script = await door.ask('GET', '/docs/js/scalar.js');
    expect(script.status).toBe(200);
    expect(script.text.length).toBeGreaterThan(1_000_000);
  });
});

/** `METHOD /path` of each line of Fastify's tree, whose branches repeat only what is their own. */
function routesIn(tree: string): string[] {
  const parents: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^([\s│]*)[├└]── (\S*)(?: \((.+)\))?$/.exec(line);
    if (!found) return [];
    const depth = (found[1] ?? '').length / 4;
    parents.length = depth;
    const path = parents.join('') + (found[2] ?? '');
    parents.push(found[2] ?? '');
    return (found[3]?.split(', ') ?? []).map((method) => `${method} ${path}`);
  });
}
