/**
 * How much of a unit's places is used. What counts is said by the guard that holds a quota: the set or number that it
 * compares with the places.
 */
import { streamParts } from '../../engine/ports/event-store.js';
import type { Condition } from '../../lifecycle/language/fields.js';
import { keyOf, stands } from '../../lifecycle/definition/subject-streams.js';
import { holds, sizeOf } from '../../lifecycle/language/paths.js';
import type { Programme, Subject } from '../../lifecycle/definition/compile-programme.js';
import { unitOfSubject } from '../../lifecycle/federation/unit-tree.js';
import { cycleIdOf, subjectIn } from './subjects.js';
import type { Row, StateModel } from './table.js';

const GUARD = 'withinQuota@1';

/** A control field that counts against a quota. */
interface Counter {
  readonly category: string;
  readonly field: string;
  readonly quota: string;
  /** Only a subject of which this holds counts. */
  readonly when?: Condition;
}

export const quotaUse: StateModel = {
  table: {
    name: 'quota_use',
    columns: { stream: 'text', quota: 'text', root: 'text', cycle: 'text', unit: 'text?', used: 'bigint' },
    key: ['stream', 'quota'],
    also: ['create index on {table} (root, cycle)'],
  },
  rows(state, lookup) {
    const { stream, chartState, rules } = state;
    if (!chartState || rules === undefined) return [];
    const { category, root, id } = streamParts(stream);
    const ofCycle = category === 'cycle';
    const running = ofCycle ? state.fields['rules'] : rules;
    if (typeof running !== 'string') return [];
    const counters = countersOf(lookup.programme(running)).filter((counter) => counter.category === category);
    if (counters.length === 0) return [];
    const subject = subjectIn(lookup, rules, category);
    const cycle = ofCycle ? id : cycleIdOf(subject, stream);
    if (cycle === undefined) return [];
    // What a cycle counts, it counts for every unit alike.
    const unit = ofCycle ? undefined : unitOfSubject(subject, state, lookup.cycleOf(state));
    const scope = { self: state.fields, key: keyOf(subject, stream) };
    const stages = { isIn: (alias: string, stage: string) => alias === 'self' && stands(state, stage) };
    return counters
      .filter(({ when }) => when === undefined || holds(when, scope, stages))
      .map(({ quota, field }): Row => {
        const counted = state.fields[field];
        return [stream, quota, root, cycle, unit ?? null, typeof counted === 'number' ? counted : sizeOf(counted)];
      });
  },
};

const counters = new WeakMap<Programme, readonly Counter[]>();

/** What counts in a programme. */
export function countersOf(programme: Programme): readonly Counter[] {
  let found = counters.get(programme);
  if (!found) {
    found = [...told(programme)];
    counters.set(programme, found);
  }
  return found;
}

/** Each field once for each quota, though several commands are held by it. */
function told({ definition, subject }: Programme): Iterable<Counter> {
  const all = new Map<string, Counter>();
  for (const { on, reads, guards } of Object.values(definition.commands)) {
    for (const { guard, with: parameters, when } of guards ?? []) {
      const { quota, counted } = (guard === GUARD ? parameters : undefined) ?? {};
      if (typeof quota !== 'string' || typeof counted !== 'string') continue;
      const [alias = '', field = ''] = counted.split('.');
      const category = alias === 'self' ? on : alias === 'cycle' ? 'cycle' : reads?.[alias]?.subject;
      if (category === undefined || (category !== 'cycle' && !knows(subject(category), field))) continue;
      const ofItself = when !== undefined && alias === 'self' && asksOnly(when, ['self', 'key']);
      all.set(`${category}/${field}/${quota}`, { category, field, quota, ...(ofItself ? { when } : {}) });
    }
  }
  return all.values();
}

function knows(subject: Subject | undefined, field: string): boolean {
  return subject !== undefined && Object.hasOwn(subject.fields, field);
}

/** Whether a condition can be answered from these roots alone. */
function asksOnly(condition: unknown, roots: readonly string[]): boolean {
  if (Array.isArray(condition)) return condition.every((each) => asksOnly(each, roots));
  if (typeof condition === 'object' && condition !== null) {
    return Object.entries(condition).every(
      ([name, each]) => ['is', 'in', 'atLeast', 'atMost'].includes(name) || asksOnly(each, roots),
    );
  }
  return typeof condition !== 'string' || roots.includes(condition.split('.')[0] ?? '');
}
