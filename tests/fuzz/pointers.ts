/** Places in a JSON value, by RFC 6901. */

export function namesIn(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function under(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Every place in a value but the whole of it, outer before inner. */
export function placesIn(value: unknown, at = ''): { pointer: string; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const pointer = under(at, name);
    return [{ pointer, value: inner as unknown }, ...placesIn(inner, pointer)];
  });
}

export function isAtOrUnder(pointer: string, outer: string): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

/** A copy in which something else stands at the place; own members of any name, also of `__proto__`. */
export function replaced(value: object, pointer: string, by: (holder: object, name: string) => void): object {
  const copy = structuredClone(value);
  const names = namesIn(pointer);
  const last = names.pop() as string;
  let holder = copy as Record<string, unknown>;
  for (const name of names) holder = holder[name] as Record<string, unknown>;
  by(holder, last);
  return copy;
}

export function put(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}
