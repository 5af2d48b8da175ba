/** What units owe by the places that a quota gives them (`owedBy`), from when they are there to act for it. */
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { stands } from '../definition/subject-streams.js';
import { dueDateFor, datedFrom, firstHolder, lastOf } from './due-dates.js';
import type { Programme } from '../definition/compile-programme.js';
import type { Obligation } from './schedule.js';

/** Categories of which every unit with places owes one in each cycle (`owedBy`): all there is of their key is the unit. */
export function owedByUnits({ definition }: Programme): ReadonlySet<string> {
  return new Set(Object.values(definition.deliverables).flatMap(({ owedBy, subject }) => (owedBy ? [subject] : [])));
}

/** The stream of the unit that owes a subject by its places, whether it has begun it or not; undefined where none does. */
export function unitThatOwes(programme: Programme, stream: string): string | undefined {
  const { category, root, id } = streamParts(stream);
  return owedByUnits(programme).has(category) ? unitStream(root, id.split('.')[1] ?? '') : undefined;
}

export function unitStream(root: string, unit: string): string {
  return `unit-${root}.${unit}`;
}

/** Whether a unit is there to act: one that was closed is not. */
export function isRegistered(unit: StreamState): boolean {
  return unit.chartState !== undefined && !stands(unit, 'closed');
}

/** What a unit with places owes in a cycle, begun or not. */
export interface OwedByQuota {
  /** The name that the subject has, or would have. */
  readonly stream: string;
  readonly category: string;
  readonly deadline: string;
  readonly unit: string;
}

/** Deliverables owed by the quota in which a unit has places (`owedBy`): of every unit that the cycle's table names. */
export function owedByQuota(programme: Programme, cycle: StreamState): readonly OwedByQuota[] {
  if (!stands(cycle, 'open')) return [];
  const { root, id } = streamParts(cycle.stream);
  const quotas = Object.entries((cycle.fields['quotas'] ?? {}) as Readonly<Record<string, number>>);
  return Object.values(programme.definition.deliverables).flatMap(({ subject: category, due: deadline, owedBy }) => {
    if (!owedBy) return [];
    return quotas.flatMap(([place, places]): OwedByQuota[] => {
      const [quota, unit = ''] = place.split('/');
      return quota === owedBy.quota && places > 0
        ? [{ stream: `${category}-${root}.${id}.${unit}`, category, deadline, unit }]
        : [];
    });
  });
}

/**
 * What of this nobody has begun, and its unit owes all the same: where there is no such subject, which the caller has
 * looked at ({@link obligationsOf} tells of one that there is), and the unit is registered and not closed. A table may
 * name units that are not there yet: nobody could act for them.
 */
export function obligationsNotBegun(
  programme: Programme,
  cycle: StreamState,
  absent: readonly OwedByQuota[],
  unitOf: (stream: string) => StreamState,
): readonly Obligation[] {
  const { root, id } = streamParts(cycle.stream);
  return absent.flatMap(({ stream, category, deadline, unit }): Obligation[] => {
    const rules = programme.subject(category);
    const date = dueDateFor(cycle, { fields: {} }, deadline, unit);
    const owing = unitOf(unitStream(root, unit));
    if (!rules || !date || !isRegistered(owing)) return [];
    const owed = { stream, cycle: id, category, deadline, lateFrom: date.lateFrom, unit, stage: 'absent' };
    const since = lastOf(cycle.fields['remindersFrom'], date.since, owing.entered);
    const cause = { stream: cycle.stream, deadline, rev: cycle.rev };
    return [{ ...owed, holder: firstHolder(rules, deadline), since, ...datedFrom(date.since, owing.entered), cause }];
  });
}
