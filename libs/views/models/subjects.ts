/** Every stream as its facts have left it. The projector itself goes on from these rows. */
import type { StreamState } from '../../engine/fold/fold.js';
import type { RulesLookup } from '../../engine/fold/rules.js';
import type { Chart, ChartState } from '../../engine/chart/chart-adapter.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { activeStages } from '../../lifecycle/obligations/due-dates.js';
import { unitOfSubject } from '../../lifecycle/federation/unit-tree.js';
import type { Subject } from '../../lifecycle/definition/compile-programme.js';
import type { SubjectRow } from './rows.js';
import type { Ground, Row, StandingModel } from './table.js';

export const subjects: StandingModel = {
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
  rows(folded, ground) {
    const { stream, chartState: standing, rules } = folded;
    if (!standing || rules === undefined) return [];
    const { category, root } = streamParts(stream);
    const subject = subjectIn(ground, rules, category);
    const { closed, holders } = held(subject, standing);
    const row: Row = [
      stream,
      root,
      category,
      cycleIdOf(subject, stream) ?? null,
      unitOfSubject(subject, folded, ground.cycleOf(folded)) ?? null,
      standing.stage,
      folded.rev,
      folded.at,
      folded.entered ?? null,
      closed,
      holders,
      rules,
      JSON.stringify(standing.value),
      JSON.stringify(standing.history),
      JSON.stringify(folded.fields),
    ];
    return [row];
  },
};

export function subjectIn(ground: Ground, rules: string, category: string): Subject {
  const subject = ground.programme(rules).subject(category);
  if (!subject) throw new Error(`${rules} knows no ${category}`);
  return subject;
}

/** The id of the cycle that a stream lives in. */
export function cycleIdOf(subject: Subject, stream: string): string | undefined {
  return subject.definition.lives === 'cycle' ? stream.split('.')[1] : undefined;
}

interface Held {
  readonly closed: boolean;
  readonly holders: string;
}

/** There is one object for each standing of a chart, so what hangs on it alone is remembered with it. */
const heldIn = new WeakMap<ChartState, Held>();

function held(subject: Subject, standing: ChartState): Held {
  let found = heldIn.get(standing);
  if (!found) {
    const metas = [...activeStages(subject.definition.chart.states, standing.value)].flatMap(({ meta }) => meta ?? []);
    const open = metas.filter((meta) => meta.closed !== true);
    found = {
      closed: open.length === 0,
      holders: JSON.stringify([...new Set(open.map(({ holder }) => holder))].sort()),
    };
    heldIn.set(standing, found);
  }
  return found;
}

/** Columns by which a row folds on. */
export const FOLDED = 'stream, rev, at, entered, rules, value, history, fields';

export type FoldedColumns = Pick<SubjectRow, 'stream' | 'at' | 'rules' | 'value' | 'history' | 'fields'> & {
  readonly rev: string | number;
  /** Since when it stands where it does. */
  readonly entered?: string | null;
};

/** A stream as its row has it, to fold on or to be judged by sight. The rules must have been loaded. */
export function foldedOf(row: FoldedColumns, book: RulesLookup): StreamState {
  const { stream, at, rules, fields } = row;
  const chart = book(rules)?.subject(streamParts(stream).category)?.chart;
  if (!chart) throw new Error(`${stream}: its rules ${rules} are not loaded`);
  const [rev, entered] = [Number(row.rev), row.entered ?? undefined];
  return { stream, rev, at, rules, chartState: restored(chart, row), entered, fields, commands: new Map() };
}

/** Restoring asks XState; a chart has few standings, and many subjects share each. */
const standings = new WeakMap<Chart, Map<string, ChartState>>();

function restored(chart: Chart, { value, history }: FoldedColumns): ChartState {
  let known = standings.get(chart);
  if (!known) standings.set(chart, (known = new Map<string, ChartState>()));
  const text = `${JSON.stringify(value)}${JSON.stringify(history)}`;
  let found = known.get(text);
  if (!found) known.set(text, (found = chart.restore(value as ChartState['value'], history)));
  return found;
}
