/**
 * The only file that uses XState. It compiles a chart, which is data, to a machine and answers one question: where does this
 * fact lead from here? Charts have no code and no clock, so an answer depends on state value, history and fact type alone and
 * is cached.
 */
import {
  createMachine,
  getNextTransitions,
  initialTransition,
  transition,
  type AnyStateMachine,
  type AnyStateNode,
  type HistoryValue,
  type StateValue,
} from 'xstate';
import { canonical } from '../canonical/canonical-json.js';

/** A strict subset of XState's machine JSON. */
export interface ChartNode {
  readonly initial?: string | undefined;
  readonly type?: 'parallel' | 'history' | undefined;
  readonly history?: 'shallow' | 'deep' | undefined;
  readonly target?: string | undefined;
  readonly states?: Readonly<Record<string, ChartNode>> | undefined;
  readonly on?: Readonly<Record<string, string>> | undefined;
  readonly meta?: object | undefined;
}

/** History state's id → ids of the states it remembers, sorted. */
export type HistoryIds = { readonly [historyState: string]: readonly string[] };

/** A state of a chart. Equal states of a chart are the same object. */
export interface ChartState {
  readonly value: StateValue;
  readonly history: HistoryIds;
  /** Dotted path of the outermost atomic or parallel state. */
  readonly stage: string;
  /** `"history":…,"value":…` in canonical JSON: the tail of a control state. */
  readonly tail: string;
}

export interface Chart {
  readonly initial: ChartState;
  /** Where a fact leads, or undefined when the chart does not list it here. */
  next(from: ChartState, factType: string): ChartState | undefined;
  /** The fact types that the chart lists here. */
  listed(from: ChartState): readonly string[];
  restore(value: StateValue, history: HistoryIds): ChartState;
}

/** Microsteps an event may take. Charts have no eventless transitions, so that more than a few are a fault of the chart. */
const MAX_ITERATIONS = 20;

/** Compiles a chart. Throws when XState cannot read it. */
export function compileChart(
  category: string,
  source: { readonly initial: string; readonly states: Readonly<Record<string, ChartNode>> },
): Chart {
  const machine = createMachine({
    id: category,
    ...mutable(source),
    context: {},
    options: { maxIterations: MAX_ITERATIONS },
  } as Parameters<typeof createMachine>[0]) as AnyStateMachine;
  return new XStateChart(machine, source);
}

/** XState's types need mutable objects; the chart of a definition is frozen. */
function mutable<T>(source: T): T {
  return JSON.parse(JSON.stringify(source)) as T;
}

class XStateChart implements Chart {
  readonly initial: ChartState;
  private readonly chartStates = new Map<string, ChartState>();
  private readonly steps = new Map<ChartState, Map<string, ChartState>>();
  private readonly types = new Map<ChartState, readonly string[]>();

  constructor(
    private readonly machine: AnyStateMachine,
    private readonly source: ChartNode,
  ) {
    const [snapshot] = initialTransition(machine);
    this.initial = this.chartState(snapshot.value, snapshot.historyValue);
  }

  listed(from: ChartState): readonly string[] {
    let types = this.types.get(from);
    if (!types) {
      types = [...new Set(getNextTransitions(this.snapshot(from)).map((found) => found.eventType))].sort();
      this.types.set(from, types);
    }
    return types;
  }

  next(from: ChartState, factType: string): ChartState | undefined {
    let steps = this.steps.get(from);
    if (!steps) this.steps.set(from, (steps = new Map()));
    const known = steps.get(factType);
    if (known) return known;
    // An ignored event and a self transition return the same snapshot, so that listing is checked first.
    if (!this.listed(from).includes(factType)) return undefined;
    const to = this.step(from, factType);
    steps.set(factType, to);
    return to;
  }

  restore(value: StateValue, history: HistoryIds): ChartState {
    const nodes: HistoryValue<object, { type: string }> = {};
    for (const [id, ids] of Object.entries(history)) nodes[id] = ids.map((each) => this.machine.getStateNodeById(each));
    const snapshot = this.machine.resolveState({ value, context: {}, historyValue: nodes });
    return this.chartState(snapshot.value, snapshot.historyValue);
  }

  private step(from: ChartState, type: string): ChartState {
    const [snapshot] = transition(this.machine, this.snapshot(from), { type });
    return this.chartState(snapshot.value, snapshot.historyValue);
  }

  private snapshot(from: ChartState): ReturnType<AnyStateMachine['resolveState']> {
    const historyValue: Record<string, AnyStateNode[]> = {};
    for (const [id, ids] of Object.entries(from.history))
      historyValue[id] = ids.map((each) => this.machine.getStateNodeById(each));
    return this.machine.resolveState({ value: from.value, context: {}, historyValue });
  }

  private chartState(value: StateValue, historyValue: Readonly<Record<string, readonly AnyStateNode[]>>): ChartState {
    const history: Record<string, readonly string[]> = {};
    for (const id of Object.keys(historyValue).sort())
      history[id] = (historyValue[id] ?? []).map((node) => node.id).sort();
    const tail = `"history":${canonical(history)},"value":${canonical(value)}`;
    let chartState = this.chartStates.get(tail);
    if (!chartState)
      this.chartStates.set(tail, (chartState = { value, history, stage: stageOf(this.source, value), tail }));
    return chartState;
  }
}

function stageOf(source: ChartNode, value: StateValue): string {
  const path: string[] = [];
  let state = source;
  let rest: StateValue | undefined = value;
  while (rest !== undefined && state.type !== 'parallel') {
    const name: string | undefined = typeof rest === 'string' ? rest : Object.keys(rest)[0];
    if (name === undefined) break;
    path.push(name);
    state = state.states?.[name] ?? {};
    rest = typeof rest === 'string' ? undefined : rest[name];
  }
  return path.join('.');
}

/** Whether a chart state is in a stage: `project` and `project.guidance` both hold in `project.guidance`, in any region. */
export function isIn(chartState: ChartState, stage: string): boolean {
  let rest: StateValue | undefined = chartState.value;
  for (const name of stage.split('.')) {
    if (rest === undefined) return false;
    if (typeof rest === 'string') {
      if (rest !== name) return false;
      rest = undefined;
    } else {
      if (!Object.hasOwn(rest, name)) return false;
      rest = rest[name];
    }
  }
  return true;
}
