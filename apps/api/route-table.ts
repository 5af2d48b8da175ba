/** The routes that there are: what is asked of each stands with its controller. */
import type { Type } from '@nestjs/common';
import { CONTROLLERS } from './controllers.js';
import { Refusal } from './http/refusal.js';
import { ROUTE, type RouteSpec } from './http/route.js';

let routes: readonly RouteSpec[] | undefined;

/** Every route, in the order of its controllers. */
export function routesOf(): readonly RouteSpec[] {
  routes ??= CONTROLLERS.flatMap(specsOf);
  return routes;
}

function specsOf(controller: Type): RouteSpec[] {
  const prototype = controller.prototype as Readonly<Record<string, unknown>>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = name === 'constructor' ? undefined : prototype[name];
    const spec: unknown = typeof method === 'function' ? Reflect.getMetadata(ROUTE, method) : undefined;
    return spec === undefined ? [] : [spec as RouteSpec];
  });
}

/** Methods that a path takes, where it is one of ours. */
export function methodsAt(url: string): readonly string[] {
  const parts = (url.split('?', 1)[0] ?? '').split('/');
  return routesOf().flatMap(({ method, path }) => {
    const wanted = path.split('/');
    const fits =
      wanted.length === parts.length &&
      wanted.every((part, index) => (part.startsWith(':') ? parts[index] !== '' : part === parts[index]));
    return fits ? [method] : [];
  });
}

/** Of these, whoever stands between may believe the first and we the last. */
const SINGLE: ReadonlySet<string> = new Set([
  'authorization',
  'content-type',
  'content-length',
  'host',
  'idempotency-key',
  'if-match',
  'last-event-id',
]);

/** Refuses a request that says twice what can be said once. */
export function headersOnce(raw: readonly string[]): Refusal | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) return new Refusal(400, 'headerTwice', { header: name });
    seen.add(name);
  }
  return undefined;
}
