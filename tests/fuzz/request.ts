/** The hostile request of a number: the same one for the same seed, whatever else is asked. */
import { Chance } from './chance.js';
import type { Operation, Parameter } from './document.js';
import { goodOnes, plausible, readerOf, type Good } from './good.js';
import { READING, WRITING, type Draft, type Drafted, type Wrong } from './kinds.js';
import type { Sent } from './line.js';
import type { Scene } from './scene.js';

export interface Hostile extends Sent {
  readonly index: number;
  readonly operation: string;
  /** What is hostile about it. */
  readonly kind: string;
  /** Any other status is a fault. */
  readonly statuses: readonly number[];
  /** Why it is refused, where there is one reason only. */
  readonly reason?: string;
  /** What must be told to be wrong. */
  readonly wrong?: Wrong;
}

/** Requests of a seed, in turn for every operation. */
export function hostile(operations: readonly Operation[], scene: Scene, seed: string): (index: number) => Hostile {
  const goods = goodOnes(scene);
  const turns = operations.flatMap((operation) => Array.from({ length: turnsOf(operation) }, () => operation));
  return (index) => {
    const operation = turns[index % turns.length] as Operation;
    const chance = new Chance(`${seed} ${index}`);
    const good = operation.takesBody ? chance.pick(goods[operation.id] ?? []) : undefined;
    const plain = plainly(operation, good, scene, chance, index);
    for (;;) {
      const draft = chance.pick(operation.takesBody ? WRITING : READING)({ operation, scene, chance, good, plain });
      if (draft) return sent(draft, index, operation.id, scene, chance);
    }
  };
}

function sent(draft: Draft, index: number, operation: string, { tokens }: Scene, chance: Chance): Hostile {
  const { by, method, path, query, payload, headers, kind, statuses, reason, wrong } = draft;
  const search = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const all = {
    ...(by === undefined ? {} : { Authorization: `Bearer ${tokens[by]}` }),
    'Accept-Language': chance.pick(['zh', 'en', 'en;q=0.9, zh;q=0.1', '*', 'xx;q=', ',,,;', 'e'.repeat(600)]),
    ...headers,
  };
  return {
    index,
    operation,
    kind,
    method,
    target: search === '' ? path : `${path}?${search}`,
    headers: Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    payload,
    statuses,
    ...(reason !== undefined && { reason }),
    ...(wrong && { wrong }),
  };
}

function plainly(operation: Operation, good: Good | undefined, scene: Scene, chance: Chance, index: number): Drafted {
  const { method, parameters, takesBody } = operation;
  const of = (parameter: Parameter): string => chance.pick(plausible(parameter, scene));
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const given = good?.params[name];
    return given ?? of(parameters.find((each) => each.in === 'path' && each.name === name) as Parameter);
  });
  const query = parameters.filter((each) => each.in === 'query' && (each.required || chance.oneIn(4)));
  return {
    by: operation.secured ? (good?.by ?? readerOf(operation)) : undefined,
    method,
    path,
    query: query.filter((each) => plausible(each, scene).length > 0).map((each) => [each.name, of(each)]),
    headers: takesBody ? { 'Content-Type': 'application/json', 'Idempotency-Key': `fuzz ${index}` } : {},
    payload: good && Buffer.from(JSON.stringify(good.body)),
  };
}

/** What is written is worth more trouble than what is read; a whole programme is much to judge. */
function turnsOf({ id, takesBody }: Operation): number {
  return takesBody && id !== 'postProgrammes' ? 4 : 1;
}
