/** Changes to a JSON value by pointer, so that a planted fault is one line. */

/** A copy in which what stands at each pointer is this; `undefined` takes it away. Objects on the way are made. */
export function planted<T>(value: T, changes: Readonly<Record<string, unknown>>): T {
  // By way of JSON, so that what stands in two places is two.
  const copy = JSON.parse(JSON.stringify(value)) as T;
  for (const [pointer, change] of Object.entries(changes)) {
    const names = pointer
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop() ?? '';
    let at = copy as Record<string, unknown>;
    for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
    if (change === undefined) delete at[last];
    else at[last] = change;
  }
  return copy;
}
