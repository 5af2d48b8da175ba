/** Headers that may stand in a request once only: a proxy may believe the first of two, and we the last. */
import { HttpProblem } from './http-problem.js';

const SINGLE: ReadonlySet<string> = new Set([
  'authorization',
  'content-type',
  'content-length',
  'host',
  'idempotency-key',
  'if-match',
  'last-event-id',
]);

/** The problem of a request that repeats one of them. `raw`: names and values in turn, as they came. */
export function repeatedHeader(raw: readonly string[]): HttpProblem | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) return new HttpProblem(400, 'headerTwice', { header: name });
    seen.add(name);
  }
  return undefined;
}
