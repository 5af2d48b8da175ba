/** Charts: that they can be computed, that every stage is reached and left, and that somebody holds it. */
import { type Chart, compileChart, isIn, type ChartState } from '../../engine/chart/chart-adapter.js';
import { type Review, under } from './review.js';
import type { StateDefinition, SubjectDefinition } from '../definition/subject-definition.js';

/** Standings that one chart may have; parallel regions multiply. */
const MOST_STANDINGS = 5_000;

type Source = SubjectDefinition['chart'];

/** A chart with everything that it can come to. */
export interface Reached {
  readonly chart: Chart;
  readonly standings: readonly ChartState[];
}

/** The state at a dotted path. */
export function stateAt(chart: Source, path: string): StateDefinition | undefined {
  let state: StateDefinition | undefined = chart;
  for (const name of path.split('.')) {
    const states: Record<string, StateDefinition> | undefined = state?.states;
    state = states !== undefined && Object.hasOwn(states, name) ? states[name] : undefined;
  }
  return state?.type === 'history' ? undefined : state;
}

export interface Stage {
  readonly path: string;
  readonly pointer: string;
  readonly state: StateDefinition;
  /** From outermost to the state itself. */
  readonly line: readonly StateDefinition[];
}

/** All states of a chart but the history ones, outer before inner. */
export function stagesOf(chart: Source, pointer: string): Stage[] {
  const visit = (
    states: Record<string, StateDefinition>,
    path: string,
    at: string,
    line: readonly StateDefinition[],
  ): Stage[] =>
    Object.entries(states).flatMap(([name, state]) => {
      if (state.type === 'history') return [];
      const stage = {
        path: path === '' ? name : `${path}.${name}`,
        pointer: under(at, 'states', name),
        state,
        line: [...line, state],
      };
      return [stage, ...visit(state.states ?? {}, stage.path, stage.pointer, stage.line)];
    });
  return visit(chart.states, '', pointer, []);
}

export function isLeaf({ state }: Stage): boolean {
  return Object.keys(state.states ?? {}).length === 0;
}

/** Judges a subject's chart; undefined when XState could not compute it. */
export function checkChart(review: Review, subject: SubjectDefinition, pointer: string): Reached | undefined {
  const at = under(pointer, 'chart');
  checkFacts(review, subject, pointer);
  const before = review.problems.length;
  checkStates(review, subject, subject.chart, at, subject.chart.states);
  if (!stateAt(subject.chart, 'absent')) review.report(under(at, 'initial'), 'initialUnknown', { initial: 'absent' });
  if (review.problems.length > before) return undefined;
  const reached = reach(review, subject, at);
  if (reached) checkStages(review, subject, reached, at);
  return reached;
}

function factTypes(state: StateDefinition, pointer: string): { fact: string; pointer: string }[] {
  return [
    ...Object.keys(state.on ?? {}).map((fact) => ({ fact, pointer: under(pointer, 'on', fact) })),
    ...Object.entries(state.states ?? {}).flatMap(([name, inner]) => factTypes(inner, under(pointer, 'states', name))),
  ];
}

function checkFacts(review: Review, subject: SubjectDefinition, pointer: string): void {
  const listed = factTypes(subject.chart, under(pointer, 'chart'));
  for (const { fact, pointer: at } of listed)
    if (!Object.hasOwn(subject.facts, fact)) review.report(at, 'factNotDeclared', { fact });
  for (const fact of Object.keys(subject.facts))
    if (!listed.some((each) => each.fact === fact))
      review.report(under(pointer, 'facts', fact), 'factNeverListed', { fact });
}

/** What must hold before XState is asked: initial states and targets that are there. */
function checkStates(
  review: Review,
  subject: SubjectDefinition,
  state: StateDefinition,
  pointer: string,
  siblings: Record<string, StateDefinition>,
): void {
  for (const [fact, target] of Object.entries(state.on ?? {}))
    if (!targetThere(subject, siblings, target)) review.report(under(pointer, 'on', fact), 'targetUnknown', { target });
  const states = state.states ?? {};
  const inner = Object.keys(states).length > 0;
  if (state !== subject.chart && inner && state.type === undefined && !Object.hasOwn(states, state.initial ?? ''))
    review.report(under(pointer, 'initial'), 'initialUnknown', { initial: state.initial ?? '' });
  if (state.type === 'history' && state.target !== undefined && !targetThere(subject, siblings, state.target))
    review.report(under(pointer, 'target'), 'targetUnknown', { target: state.target });
  for (const [name, each] of Object.entries(states))
    checkStates(review, subject, each, under(pointer, 'states', name), states);
}

function targetThere(subject: SubjectDefinition, siblings: Record<string, StateDefinition>, target: string): boolean {
  return targetOf(subject, siblings, target) !== undefined;
}

/** A target is a sibling's name or `#category.path`. */
export function targetOf(
  subject: SubjectDefinition,
  siblings: Record<string, StateDefinition>,
  target: string,
): StateDefinition | undefined {
  if (!target.startsWith('#')) return Object.hasOwn(siblings, target) ? siblings[target] : undefined;
  const [category, ...names] = target.slice(1).split('.');
  if (category !== subject.category || names.length === 0) return undefined;
  let state: StateDefinition | undefined = subject.chart;
  for (const name of names) state = Object.hasOwn(state?.states ?? {}, name) ? state?.states?.[name] : undefined;
  return state;
}

/** Everything that the chart can come to from `absent`, and from the stages in which earlier editions hand subjects on. */
function reach(review: Review, subject: SubjectDefinition, pointer: string): Reached | undefined {
  try {
    const chart = compileChart(subject.category, subject.chart);
    const handedOn = (subject.adopts ?? []).flatMap(({ stages }) => Object.values(stages));
    const found = new Set([
      chart.initial,
      ...handedOn.filter((stage) => stateAt(subject.chart, stage)).map((stage) => chart.restore(nested(stage), {})),
    ]);
    for (const standing of found) {
      for (const fact of chart.listed(standing)) {
        const next = chart.next(standing, fact);
        if (next) found.add(next);
      }
      if (found.size > MOST_STANDINGS) {
        review.report(pointer, 'chartTooLarge', { limit: MOST_STANDINGS });
        return undefined;
      }
    }
    return { chart, standings: [...found] };
  } catch (error) {
    review.report(pointer, 'chartNotComputable', { detail: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

/** `a.b.c` as a state value. */
function nested(stage: string): ChartState['value'] {
  return (
    stage
      .split('.')
      .reduceRight<ChartState['value'] | undefined>(
        (inner, name) => (inner === undefined ? name : { [name]: inner }),
        undefined,
      ) ?? stage
  );
}

function checkStages(review: Review, subject: SubjectDefinition, { standings }: Reached, pointer: string): void {
  const stages = stagesOf(subject.chart, pointer);
  const unreached = stages.filter(({ path }) => !standings.some((standing) => isIn(standing, path)));
  for (const { path, pointer: at } of unreached) {
    // Of a stage with stages inside, the outermost says it.
    if (!unreached.some((outer) => path.startsWith(`${outer.path}.`)))
      review.report(at, 'stageUnreachable', { stage: path });
  }
  for (const stage of stages) if (isLeaf(stage) && stage.path !== 'absent') checkLeaf(review, subject, stage);
}

function checkLeaf(review: Review, subject: SubjectDefinition, { path, pointer, state, line }: Stage): void {
  const { meta } = state;
  if (!line.some(({ on }) => Object.keys(on ?? {}).length > 0) && !meta?.closed)
    review.report(pointer, 'deadEnd', { stage: path });
  if (!meta) return review.report(pointer, 'holderMissing');
  review.role(meta.holder, under(pointer, 'meta', 'holder'));
  if (meta.deadline === undefined) return;
  const at = under(pointer, 'meta', 'deadline');
  review.deadline(meta.deadline, at);
  const deadline = review.definition.deadlines[meta.deadline];
  const counts = deadline && 'after' in deadline ? deadline.after : undefined;
  // The instant may stand under the deadline's own name, or be counted from the date.
  if (counts !== undefined && !subject.fields[counts] && !subject.fields[meta.deadline])
    review.report(at, 'deadlineDateUnknown', { deadline: meta.deadline, date: counts });
}
