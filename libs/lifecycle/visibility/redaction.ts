/**
 * What may be told of a subject's control state to somebody who sees some types of its facts: no field and no stage
 * that would tell of a fact that stays unseen.
 */
import type { StateDefinition, FoldOperation, SubjectDefinition } from '../definition/subject-definition.js';

/** The fields of a fact's data that are seen; undefined: the fact is not there. */
export type Seen = 'all' | ReadonlySet<string> | undefined;

/** Control fields into which only that is folded which is seen. One into which nothing is folded is told to nobody. */
export function visibleFields({ facts, fields }: SubjectDefinition, seen: (type: string) => Seen): ReadonlySet<string> {
  const told = new Set<string>();
  const kept = new Set<string>();
  for (const [type, { folds }] of Object.entries(facts)) {
    const known = seen(type);
    for (const fold of folds ?? []) {
      const open = known === 'all' || (known !== undefined && membersRead(fold).every((member) => known.has(member)));
      (open ? told : kept).add(fold.field);
    }
  }
  return new Set(Object.keys(fields).filter((field) => told.has(field) && !kept.has(field)));
}

/** Members of the fact's data that a fold looks at. */
function membersRead(fold: FoldOperation): string[] {
  const sources = [
    'to' in fold ? fold.to : undefined,
    'key' in fold ? fold.key : undefined,
    'by' in fold && typeof fold.by === 'object' ? fold.by : undefined,
    'each' in fold && fold.each !== undefined ? { from: fold.each } : undefined,
  ];
  return sources.flatMap((source) => {
    const path = source && ('from' in source ? source.from : 'digest' in source ? source.digest : undefined);
    const [root, member] = path?.split('.') ?? [];
    return root === 'data' && member !== undefined ? [member] : [];
  });
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

/**
 * Each stage as it is told: stages between which an unseen fact leads are one, named by what the stages have in common
 * at which seen facts come in, or else by the one that is reached first. Undefined: nothing can be told. So an evaluator
 * who is not shown the decision sees an application stand where the evaluation left it.
 */
export function visibleStages(
  chart: SubjectDefinition['chart'],
  isSeen: (type: string) => boolean,
): ReadonlyMap<string, string | undefined> {
  const { leaves, steps } = graphOf(chart);
  const groups = new Map(leaves.map((leaf) => [leaf, leaf]));
  const groupOf = (leaf: string): string => {
    const over = groups.get(leaf) ?? leaf;
    return over === leaf ? leaf : groupOf(over);
  };
  for (const { from, to, type } of steps) if (!isSeen(type)) groups.set(groupOf(from), groupOf(to));
  const entries = Map.groupBy(
    steps.filter(({ from, to }) => groupOf(from) !== groupOf(to)),
    ({ to }) => groupOf(to),
  );
  const first = [...reachedFrom('absent', steps)];
  const names = new Map<string, string | undefined>();
  for (const [group, into] of entries) {
    const stages = into.map(({ to }) => to);
    names.set(group, common(stages) ?? first.find((stage) => stages.includes(stage)));
  }
  // Before birth nothing is hidden, unless the birth is.
  const unborn = leaves.filter((leaf) => groupOf(leaf) === groupOf('absent'));
  names.set(groupOf('absent'), unborn.length === 1 ? 'absent' : undefined);
  return new Map(leaves.map((leaf) => [leaf, names.get(groupOf(leaf))]));
}

/** The stages in the order in which a subject can first come to them. */
function reachedFrom(start: string, steps: readonly Step[]): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const stage of reached) for (const { from, to } of steps) if (from === stage) reached.add(to);
  return reached;
}

/** The longest path that all of them begin with. */
function common(stages: readonly string[]): string | undefined {
  const paths = stages.map((stage) => stage.split('.'));
  const shared = (paths[0] ?? []).filter((_, index, first) =>
    paths.every((path) => first.slice(0, index + 1).every((name, place) => path[place] === name)),
  );
  return shared.length === 0 ? undefined : shared.join('.');
}

/** Outermost atomic and parallel states, and which fact leads from which to which. */
function graphOf(chart: SubjectDefinition['chart']): { leaves: readonly string[]; steps: readonly Step[] } {
  const states = new Map<string, StateDefinition>();
  const walk = (state: StateDefinition, path: string): void => {
    states.set(path, state);
    for (const [name, inner] of Object.entries(state.states ?? {})) walk(inner, path === '' ? name : `${path}.${name}`);
  };
  walk(chart, '');
  const leaves = [...states].filter(([path, state]) => isLeaf(path, state, states)).map(([path]) => path);
  const steps = [...states].flatMap(([path, { on }]) =>
    Object.entries(on ?? {}).flatMap(([type, target]) =>
      leaves
        .filter((leaf) => isWithin(leaf, path) || isWithin(path, leaf))
        .flatMap((from) => landing(states, path, target, leaves).map((to) => ({ from, to, type }))),
    ),
  );
  return { leaves, steps };
}

function isLeaf(path: string, state: StateDefinition, states: ReadonlyMap<string, StateDefinition>): boolean {
  if (state.type === 'history' || path === '') return false;
  const above = path.split('.').map((_, index, names) => names.slice(0, index).join('.'));
  if (above.some((outer) => states.get(outer)?.type === 'parallel')) return false;
  return state.type === 'parallel' || state.states === undefined;
}

function isWithin(path: string, outer: string): boolean {
  return outer === '' || path === outer || path.startsWith(`${outer}.`);
}

/** Where a transition leads: one stage; by a history state, any within its parent. */
function landing(
  states: ReadonlyMap<string, StateDefinition>,
  from: string,
  target: string,
  leaves: readonly string[],
): readonly string[] {
  const parent = from.split('.').slice(0, -1);
  let path = target.startsWith('#') ? target.split('.').slice(1).join('.') : [...parent, target].join('.');
  let state = states.get(path);
  if (state?.type === 'history') {
    const outer = path.split('.').slice(0, -1).join('.');
    return leaves.filter((leaf) => isWithin(leaf, outer) || isWithin(outer, leaf));
  }
  while (state && state.type !== 'parallel' && state.initial !== undefined) {
    path = `${path}.${state.initial}`;
    state = states.get(path);
  }
  return leaves.filter((leaf) => isWithin(path, leaf));
}
