/** Deadlines: each says one thing, and along a chart's forward edges dates don't run backwards. */
import { type Review, under } from './review.js';
import { isLeaf, type Stage, stagesOf, targetOf } from './chart.js';
import { zoneSchema } from '../calendar/deadline.js';
import type { StateDefinition, SubjectDefinition } from '../definition/subject-definition.js';

export function checkDeadlines(review: Review): void {
  const { deadlines, zone } = review.definition;
  if (!zoneSchema.safeParse(zone).success) review.report('/zone', 'zoneUnknown', { zone });
  for (const [name, deadline] of Object.entries(deadlines)) {
    const pointer = under('', 'deadlines', name);
    if (!('after' in deadline)) continue;
    const counts = [deadline.months, deadline.days, deadline.workingDays].filter((count) => count !== undefined);
    if (counts.length !== 1) review.report(pointer, 'deadlineCount', { deadline: name });
    if (typeof deadline.months === 'object')
      review.setting(deadline.months.setting, under(pointer, 'months', 'setting'), 'int');
  }
}

type Edges = ReadonlyMap<Stage, readonly Stage[]>;

/**
 * An edge leads forward where no way leads back, or where it takes one step further from the birth than any other way:
 * returns and undoings lead back.
 */
export function checkDates(review: Review, subject: SubjectDefinition, pointer: string): void {
  const stages = stagesOf(subject.chart, under(pointer, 'chart')).filter(isLeaf);
  const edges = edgesOf(subject, stages);
  const absent = stages.find(({ path }) => path === 'absent');
  if (!absent) return;
  const steps = stepsFrom(absent, edges);
  const after = new Map(stages.map((stage) => [stage, stepsFrom(stage, edges)]));
  const forward = (from: Stage, to: Stage): boolean =>
    !after.get(to)?.has(from) || (steps.get(to) ?? 0) === (steps.get(from) ?? 0) + 1;
  const before = new Map<Stage, Stage[]>();
  for (const [from, targets] of edges)
    for (const to of targets) if (from !== to && forward(from, to)) before.set(to, [...(before.get(to) ?? []), from]);
  for (const stage of stages) {
    const own = dateOf(review, stage);
    if (own === undefined) continue;
    const earlier = [...earlierThan(stage, before)]
      .map((each) => ({ each, date: dateOf(review, each) ?? '' }))
      .toSorted((a, b) => (a.date > b.date ? -1 : 1))[0];
    if (earlier === undefined || earlier.date <= own) continue;
    review.report(under(stage.pointer, 'meta', 'deadline'), 'dateBackwards', {
      stage: stage.path,
      date: own,
      before: earlier.each.path,
      beforeDate: earlier.date,
    });
  }
}

function dateOf(review: Review, { state }: Stage): string | undefined {
  const deadline = review.definition.deadlines[state.meta?.deadline ?? ''];
  return deadline && 'date' in deadline ? `${deadline.date} ${deadline.time}` : undefined;
}

function earlierThan(stage: Stage, before: ReadonlyMap<Stage, readonly Stage[]>): Set<Stage> {
  const found = new Set(before.get(stage));
  for (const each of found) for (const further of before.get(each) ?? []) found.add(further);
  found.delete(stage);
  return found;
}

function stepsFrom(start: Stage, edges: Edges): Map<Stage, number> {
  const steps = new Map([[start, 0]]);
  for (const [stage, count] of steps)
    for (const next of edges.get(stage) ?? []) if (!steps.has(next)) steps.set(next, count + 1);
  return steps;
}

/** From leaf to leaf, by the transitions of the leaf itself and of what it stands in. */
function edgesOf(subject: SubjectDefinition, leaves: readonly Stage[]): Edges {
  return new Map(
    leaves.map((leaf) => {
      const targets = leaf.line.flatMap((state, depth) => {
        const siblings = depth === 0 ? subject.chart.states : (leaf.line[depth - 1]?.states ?? {});
        return Object.values(state.on ?? {}).flatMap((target) =>
          entered(targetOf(subject, siblings, target), siblings),
        );
      });
      return [leaf, leaves.filter(({ state }) => targets.includes(state))];
    }),
  );
}

/** The leaves that stand once a state is entered. */
function entered(state: StateDefinition | undefined, siblings: Record<string, StateDefinition>): StateDefinition[] {
  if (!state) return [];
  if (state.type === 'history')
    return Object.values(siblings)
      .filter((each) => each.type !== 'history')
      .flatMap((each) => entered(each, siblings));
  const states = state.states ?? {};
  if (Object.keys(states).length === 0) return [state];
  const inside =
    state.type === 'parallel'
      ? Object.values(states).filter((each) => each.type !== 'history')
      : [states[state.initial ?? '']];
  return inside.flatMap((each) => entered(each, states));
}
