/** By when a subject owes something, whose it is and who has to act: read off its control state and its cycle's. */
import type { ChartState } from '../../engine/chart/chart-adapter.js';
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { unitOfSubject } from '../federation/unit-tree.js';
import { stands } from '../definition/subject-streams.js';
import type { Programme, Subject } from '../definition/compile-programme.js';
import type { StateDefinition } from '../definition/subject-definition.js';

type Texts = Readonly<Record<string, string>>;

/** The first instant that is late: the unit's extension, else the subject's own, else everybody's. Undefined: none is set. */
export function lateFromOf(
  cycle: StreamState | undefined,
  subject: Pick<StreamState, 'fields'>,
  deadline: string,
  unit: string | undefined,
): string | undefined {
  return dueDateFor(cycle, subject, deadline, unit)?.lateFrom;
}

/** A date, and since when it stands where it was set or moved on the record. */
export function dueDateFor(
  cycle: StreamState | undefined,
  subject: Pick<StreamState, 'fields'>,
  deadline: string,
  unit: string | undefined,
): { readonly lateFrom: string; readonly since: string | undefined } | undefined {
  const texts = (name: string) => (cycle?.fields[name] ?? {}) as Texts;
  const since = texts('datesFrom');
  const place = `${deadline}/${unit ?? ''}`;
  const extended = texts('extensions')[place];
  if (extended !== undefined) return { lateFrom: extended, since: since[place] };
  const own = subject.fields[deadline];
  if (typeof own === 'string') return { lateFrom: own, since: undefined };
  const everybodys = texts('deadlines')[deadline];
  return everybodys === undefined ? undefined : { lateFrom: everybodys, since: since[deadline] };
}

/** A cycle, and the programme that it runs. */
export interface Running {
  readonly cycle: StreamState;
  readonly programme: Programme;
}

/**
 * The cycles whose dates and reminders hold for a subject: the one that it lives in, until that is closed. Of what
 * outlives cycles each of these that is not closed, runs the same programme in an edition that knows it as such, and is
 * not the one that it comes from (`origin`). By this alone the views, the timer and the reminders tell.
 */
export function holding(
  programme: Programme,
  subject: StreamState,
  cycles: readonly Running[],
): readonly StreamState[] {
  const { category, id } = streamParts(subject.stream);
  const definition = programme.subject(category)?.definition;
  if (!definition) return [];
  const origin = definition.origin === undefined ? undefined : subject.fields[definition.origin];
  return cycles.flatMap(({ cycle, programme: other }) => {
    if (!cycle.chartState || stands(cycle, 'closed')) return [];
    const own = streamParts(cycle.stream).id;
    if (definition.lives === 'cycle') return id.split('.')[0] === own ? [cycle] : [];
    const knows = other.slug === programme.slug && other.subject(category)?.definition.lives === 'root';
    return knows && own !== origin ? [cycle] : [];
  });
}

export interface DueDate {
  /** Undefined where a date of the subject's own counts without any cycle. */
  readonly cycle: StreamState | undefined;
  readonly unit: string | undefined;
  readonly lateFrom: string;
  /** Since when it stands, where it was set or moved on the record. */
  readonly since: string | undefined;
}

/**
 * By which of the cycles that hold for it a subject's deadline is dated: the one with the latest date, so that of two
 * years the later one counts as soon as it has a date; of equal dates (its own, in any cycle) the one that was given its
 * reminders last. Undefined: no date is set.
 */
export function dueDateIn(
  cycles: readonly StreamState[],
  rules: Subject,
  subject: StreamState,
  deadline: string,
): DueDate | undefined {
  const all = cycles.length === 0 ? [undefined] : cycles;
  const found = all.flatMap((cycle): DueDate[] => {
    const unit = unitOfSubject(rules, subject, cycle);
    const date = dueDateFor(cycle, subject, deadline, unit);
    return date ? [{ cycle, unit, ...date }] : [];
  });
  const place = ({ cycle, lateFrom }: DueDate): string =>
    [lateFrom, cycle?.fields['remindersFrom'] ?? '', cycle?.stream ?? ''].join(' ');
  return found.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).at(-1);
}

/** Dates of a cycle were resolved in the zone that it was opened with. */
export function zoneOf({ definition }: Programme, cycle: StreamState | undefined): string {
  const zone = cycle?.fields['zone'];
  return typeof zone === 'string' ? zone : definition.zone;
}

/** Since when a date is what it is, where any of these instants is known: the last of them. */
export function datedFrom(...instants: readonly (string | undefined)[]): { readonly datedFrom?: string } {
  const last = lastOf(...instants);
  return last === undefined ? {} : { datedFrom: last };
}

/** The last of these instants, of those that are known. */
export function lastOf(...instants: readonly unknown[]): string | undefined {
  return instants
    .filter((instant) => typeof instant === 'string')
    .toSorted()
    .at(-1);
}

interface ActiveStage {
  readonly path: string;
  readonly meta: StateDefinition['meta'];
}

/** The stages a subject is in, outer ones before inner ones. */
export function* activeStages(
  states: Readonly<Record<string, StateDefinition>> | undefined,
  value: ChartState['value'],
  above = '',
): Generator<ActiveStage> {
  const inside = typeof value === 'string' ? { [value]: undefined } : value;
  for (const [name, inner] of Object.entries(inside)) {
    const state = states?.[name];
    const path = above + name;
    yield { path, meta: state?.meta };
    if (inner !== undefined) yield* activeStages(state?.states, inner, `${path}.`);
  }
}

/** Who holds the first stage after the birth that is due then; if none is, the first stage. */
export function firstHolder({ chart, definition }: Subject, deadline: string): string {
  const metas = chart.listed(chart.initial).flatMap((birth) => {
    const standing = chart.next(chart.initial, birth);
    return standing ? [...activeStages(definition.chart.states, standing.value)].map(({ meta }) => meta) : [];
  });
  const held = metas.filter((meta) => meta !== undefined);
  return (held.find((meta) => meta.deadline === deadline) ?? held[0])?.holder ?? '';
}
