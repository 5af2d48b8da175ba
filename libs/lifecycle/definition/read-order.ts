/**
 * In which order a command reads: what another read is found by comes before it. A published definition has lost the
 * order in which somebody wrote its members (canonical JSON sorts them), so the order comes from the paths alone.
 */
import type { CommandDefinition } from './definition.js';

type Reads = NonNullable<CommandDefinition['reads']>;

/** Alias and what it reads; by name where neither needs the other. Those that need each other in a circle come last: `checkDefinition` finds their paths leading nowhere. */
export function readsInOrder(reads: Reads): readonly (readonly [string, Reads[string]])[] {
  const waiting = new Map(Object.entries(reads).sort(([one], [other]) => (one < other ? -1 : 1)));
  const ordered: [string, Reads[string]][] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(([, read]) => ![...pathsIn(read)].some((path) => waiting.has(aliasOf(path))));
    if (!next) return [...ordered, ...waiting];
    waiting.delete(next[0]);
    ordered.push(next);
  }
  return ordered;
}

function aliasOf(path: string): string {
  return path.split('.')[0] ?? '';
}

/** Every text by which a read is found: its paths, and values that are no path but could only be mistaken for one. */
function* pathsIn({ each, key, cycle }: Reads[string]): Generator<string> {
  if (each !== undefined) yield each;
  yield* textsIn(key);
  yield* textsIn(cycle);
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}
