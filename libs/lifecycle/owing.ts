/** By when a subject owes something, whose it is and who has to act: read off its control state and its cycle's. */
import type { Standing } from '../engine/chart.js';
import type { Folded } from '../engine/fold.js';
import { keyOf } from './context.js';
import type { Subject } from './programme.js';
import type { ChartState } from './subject.js';

type Texts = Readonly<Record<string, string>>;

/** The first instant that is late: the unit's extension, else the subject's own, else everybody's. Undefined: none is set. */
export function lateFromOf(
  cycle: Folded | undefined,
  subject: Pick<Folded, 'fields'>,
  deadline: string,
  unit: string | undefined,
): string | undefined {
  return dated(cycle, subject, deadline, unit)?.lateFrom;
}

/** A date, and since when it stands where it was set or moved on the record. */
export function dated(
  cycle: Folded | undefined,
  subject: Pick<Folded, 'fields'>,
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

/** The last of these instants, of those that are known. */
export function lastOf(...instants: readonly unknown[]): string | undefined {
  return instants
    .filter((instant) => typeof instant === 'string')
    .toSorted()
    .at(-1);
}

/** Whose unit a subject is: its field, a part of its key, else the cycle's. */
export function unitOfSubject(subject: Subject, folded: Folded, cycle: Folded | undefined): string | undefined {
  const { unit } = subject.definition;
  const held = unit === undefined ? undefined : (folded.fields[unit] ?? keyOf(subject, folded.stream)[unit]);
  if (typeof held === 'string') return held;
  const ofCycle = cycle?.fields['unit'];
  return typeof ofCycle === 'string' ? ofCycle : undefined;
}

interface ActiveStage {
  readonly path: string;
  readonly meta: ChartState['meta'];
}

/** The stages a subject is in, outer ones before inner ones. */
export function* activeStages(
  states: Readonly<Record<string, ChartState>> | undefined,
  value: Standing['value'],
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
