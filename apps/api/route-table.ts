/** The routes that there are: each is defined beside its controller. */
import type { Type } from '@nestjs/common';
import { CONTROLLERS } from './controllers.js';
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

/** Methods that a URL takes; none where nothing is served. */
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
