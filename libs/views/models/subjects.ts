/** Every stream as its facts have left it. The projector itself goes on from these rows. */
import type { StreamState } from '../../engine/fold/fold.js';
import type { RulesLookup } from '../../engine/fold/rules.js';
import type { Chart, ChartState } from '../../engine/chart/chart-adapter.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { activeStages } from '../../lifecycle/obligations/due-dates.js';
import { unitOfSubject } from '../../lifecycle/federation/unit-tree.js';
import type { Subject } from '../../lifecycle/definition/compile-programme.js';
import type { SubjectRow } from './rows.js';
import type { Lookup, Row, StateModel } from './table.js';

export const subjects: StateModel = {
  table: {
    name: 'subjects',
    columns: {
      stream: 'text',
      root: 'text',
      category: 'text',
      cycle: 'text?',
      unit: 'text?',
      stage: 'text',
      rev: 'bigint',
      at: 'text',
      entered: 'text?',
      closed: 'boolean',
      holders: 'jsonb',
      rules: 'text',
      value: 'jsonb',
      history: 'jsonb',
      fields: 'jsonb',
    },
    key: ['stream'],
    also: [
      'create index on {table} (root, category, cycle, stream)',
      'create index on {table} (root, cycle, stream)',
      // A few units' rows among very many; counts that need not look at the rows themselves.
      'create index on {table} (root, unit, category, cycle, stream)',
      'create index on {table} (root, category, cycle, stage, unit)',
    ],
  },
  rows(state, lookup) {
    const { stream, chartState, rules } = state;
    if (!chartState || rules === undefined) return [];
    const { category, root } = streamParts(stream);
    const subject = subjectIn(lookup, rules, category);
    const { closed, holders } = stageMarks(subject, chartState);
    const row: Row = [
      stream,
      root,
      category,
      cycleIdOf(subject, stream) ?? null,
      unitOfSubject(subject, state, lookup.cycleOf(state)) ?? null,
      chartState.stage,
      state.rev,
      state.at,
      state.entered ?? null,
      closed,
      holders,
      rules,
      JSON.stringify(chartState.value),
      JSON.stringify(chartState.history),
      JSON.stringify(state.fields),
    ];
    return [row];
  },
};

export function subjectIn(lookup: Lookup, rules: string, category: string): Subject {
  const subject = lookup.programme(rules).subject(category);
  if (!subject) throw new Error(`${rules} knows no ${category}`);
  return subject;
}

/** The id of the cycle that a stream lives in. */
export function cycleIdOf(subject: Subject, stream: string): string | undefined {
  return subject.definition.lives === 'cycle' ? stream.split('.')[1] : undefined;
}

interface StageMarks {
  readonly closed: boolean;
  readonly holders: string;
}

/** There is one object for each state of a chart, so what follows from it alone is kept with it. */
const marksOf = new WeakMap<ChartState, StageMarks>();

function stageMarks(subject: Subject, chartState: ChartState): StageMarks {
  let found = marksOf.get(chartState);
  if (!found) {
    const metas = [...activeStages(subject.definition.chart.states, chartState.value)].flatMap(
      ({ meta }) => meta ?? [],
    );
    const open = metas.filter((meta) => meta.closed !== true);
    found = {
      closed: open.length === 0,
      holders: JSON.stringify([...new Set(open.map(({ holder }) => holder))].sort()),
    };
    marksOf.set(chartState, found);
  }
  return found;
}

/** Columns that hold the state of a stream. */
export const STATE_COLUMNS = 'stream, rev, at, entered, rules, value, history, fields';

export type StateColumns = Pick<SubjectRow, 'stream' | 'at' | 'rules' | 'value' | 'history' | 'fields'> & {
  readonly rev: string | number;
  /** Since when it stands where it does. */
  readonly entered?: string | null;
};

/** The state of a stream from its row: to fold further facts on, or to decide what of it may be seen. Its rules must be loaded. */
export function toStreamState(row: StateColumns, book: RulesLookup): StreamState {
  const { stream, at, rules, fields } = row;
  const chart = book(rules)?.subject(streamParts(stream).category)?.chart;
  if (!chart) throw new Error(`${stream}: its rules ${rules} are not loaded`);
  const [rev, entered] = [Number(row.rev), row.entered ?? undefined];
  return { stream, rev, at, rules, chartState: restored(chart, row), entered, fields, commands: new Map() };
}

/** Restoring asks XState; a chart has few states, and many subjects share each. */
const restoredStates = new WeakMap<Chart, Map<string, ChartState>>();

function restored(chart: Chart, { value, history }: StateColumns): ChartState {
  let known = restoredStates.get(chart);
  if (!known) restoredStates.set(chart, (known = new Map<string, ChartState>()));
  const text = `${JSON.stringify(value)}${JSON.stringify(history)}`;
  let found = known.get(text);
  if (!found) known.set(text, (found = chart.restore(value as ChartState['value'], history)));
  return found;
}
