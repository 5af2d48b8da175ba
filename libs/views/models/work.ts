/**
 * What is to be done: each open stage with the role that holds it, its deadline, and the reminder that comes next. Also
 * what a unit owes and has not begun.
 */
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { stands } from '../../lifecycle/definition/subject-streams.js';
import { activeStages, type Running, zoneOf } from '../../lifecycle/obligations/due-dates.js';
import { unitOfSubject } from '../../lifecycle/federation/unit-tree.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';
import {
  isDone,
  isMissed,
  obligationsOf,
  stepsOf,
  type Obligation,
  type Step,
} from '../../lifecycle/obligations/schedule.js';
import { cycleIdOf, subjectIn } from './subjects.js';
import type { Lookup, Row, StateModel } from './table.js';

/** Where a row without a date stands among those that have one: behind them. */
export const UNDATED = '~';

export const work: StateModel = {
  table: {
    name: 'work',
    columns: {
      stream: 'text',
      stage: 'text',
      root: 'text',
      category: 'text',
      cycle: 'text?',
      unit: 'text?',
      holder: 'text',
      begun: 'boolean',
      /** '' where there is none. */
      deadline: 'text',
      due: 'text',
      owed: 'boolean',
      next_step: 'text?',
      next_at: 'text?',
      missed: 'boolean',
      falls: 'text?',
    },
    key: ['stream', 'stage', 'deadline'],
    also: [
      'create index on {table} (root, holder, due, stream, stage, deadline)',
      'create index on {table} (root, unit, holder, due, stream, stage, deadline)',
      'create index on {table} (root, due, stream, stage, deadline) where owed',
      'create index on {table} (falls, stream, stage, deadline) where falls is not null',
      'create index on {table} (root, cycle) where not begun',
    ],
  },
  rows(state, lookup) {
    const { stream, chartState, rules } = state;
    if (!chartState || rules === undefined) return [];
    const programme = lookup.programme(rules);
    const { category, root } = streamParts(stream);
    // What the platform keeps stands for itself: nobody has to act.
    if (!hasWork(programme)) return [];
    const subject = subjectIn(lookup, rules, category);
    const cycle = lookup.cycleOf(state);
    if (cycle && stands(cycle, 'closed')) return [];
    const unit = unitOfSubject(subject, state, cycle) ?? null;
    const cycles = lookup.cyclesFor(state);
    const obligations = obligationsOf(programme, cycles, state, lookup.unitThatOwes(state));
    const owed = new Map(obligations.map((each) => [each.deadline, each]));
    const watch = owed.size > 0 ? lookup.watchOf(stream) : undefined;
    const rows: Row[] = [];
    for (const { path, meta } of activeStages(subject.definition.chart.states, chartState.value)) {
      if (!meta || meta.closed) continue;
      const obligation = meta.deadline === undefined ? undefined : owed.get(meta.deadline);
      const mine = obligation?.stage === path ? obligation : undefined;
      rows.push([
        stream,
        path,
        root,
        category,
        cycleIdOf(subject, stream) ?? obligation?.cycle ?? null,
        unit,
        meta.holder,
        true,
        meta.deadline ?? '',
        obligation?.lateFrom ?? UNDATED,
        ...awaited(mine, watch, dating(mine, cycles), programme),
      ]);
    }
    return rows;
  },
};

/** Whether a definition has work of its own: the platform's has none. */
export function hasWork({ definition }: Programme): boolean {
  return definition.slug !== 'platform';
}

/** The row of something that is owed and that nobody has begun. */
export function unbegunRow(obligation: Obligation, watch: StreamState, { cycle, programme }: Running): Row {
  const { stream, stage, category, deadline, holder, unit, lateFrom } = obligation;
  const { root } = streamParts(stream);
  const told = [stream, stage, root, category, obligation.cycle ?? null, unit ?? null, holder] as const;
  return [...told, false, deadline, lateFrom, ...awaited(obligation, watch, cycle, programme)];
}

/** The cycle by which something is owed. */
function dating(obligation: Obligation | undefined, cycles: readonly Running[]): StreamState | undefined {
  const found = cycles.find(({ cycle }) => streamParts(cycle.stream).id === obligation?.cycle);
  return found?.cycle;
}

/** `owed`, `next_step`, `next_at`, `missed`, `falls`: the next instant at which something happens by itself. */
function awaited(
  obligation: Obligation | undefined,
  watch: StreamState | undefined,
  cycle: StreamState | undefined,
  programme: Programme,
): [boolean, string | null, string | null, boolean, string | null] {
  if (!obligation || !watch) return [false, null, null, false, null];
  const { lateFrom, since } = obligation;
  const next = steps(cycle, obligation, zoneOf(programme, cycle)).find(
    (step) => (since === undefined || step.at >= since) && !isDone(step, watch, obligation),
  );
  const missed = isMissed(watch, obligation);
  const instants = [...(next ? [next.at] : []), ...(missed ? [] : [lateFrom])].sort();
  return [true, next?.step ?? null, next?.at ?? null, missed, instants[0] ?? null];
}

/** Steps hang on the cycle and the instant alone: worked out once for each, since calendars are slow. */
const stepsIn = new WeakMap<StreamState, Map<string, readonly Step[]>>();

function steps(cycle: StreamState | undefined, obligation: Obligation, zone: string): readonly Step[] {
  if (!cycle) return [];
  let known = stepsIn.get(cycle);
  if (!known) stepsIn.set(cycle, (known = new Map<string, readonly Step[]>()));
  let found = known.get(obligation.lateFrom);
  if (!found) known.set(obligation.lateFrom, (found = stepsOf(cycle, obligation, zone)));
  return found;
}

/** Whether something about a cycle changed on which work hangs: all but the sets in which it lists subjects. */
export function movesWork(lookup: Lookup, before: StreamState, after: StreamState): boolean {
  if (before.chartState !== after.chartState) return true;
  if (after.rules === undefined) return false;
  const { fields } = subjectIn(lookup, after.rules, 'cycle');
  return Object.entries(fields).some(
    ([name, { kind }]) => kind !== 'set' && before.fields[name] !== after.fields[name],
  );
}
