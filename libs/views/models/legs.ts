/**
 * Legs of deliverables that have come, and whether they were late. Which fact brings a leg is said by the commands that
 * deliver it. A leg that has come no longer stands when its subject comes back to where it has to be handed in again.
 */
import type { StreamState } from '../../engine/fold/fold.js';
import { stands } from '../../lifecycle/definition/subject-streams.js';
import type { Expression } from '../../lifecycle/language/expression.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';
import type { FactModel, RowChange } from './table.js';

interface Leg {
  readonly deliverable: string;
  readonly leg: string;
  /** Stages in which it can be handed in. */
  readonly stages: readonly string[];
  /** Fact type → the field of its data that says whether it was late. */
  readonly facts: ReadonlyMap<string, string | undefined>;
  /** The field of the data that holds the date on which paper came. */
  readonly receivedOn: string;
}

const NOTHING: readonly RowChange[] = [];

export const legs: FactModel = {
  table: {
    name: 'legs',
    columns: {
      stream: 'text',
      deliverable: 'text',
      leg: 'text',
      at: 'text',
      received_on: 'text?',
      late: 'boolean?',
    },
    key: ['stream', 'deliverable', 'leg'],
  },
  apply({ stream, type, rules, at, data }, before, after, lookup) {
    const legs = legsOf(lookup.programme(rules), stream.slice(0, stream.indexOf('-')));
    if (legs.length === 0) return NOTHING;
    // Where it stands is the same object as long as it stands there.
    const stays = before.chartState === after.chartState;
    return legs.flatMap(({ deliverable, leg, stages, facts, receivedOn }): readonly RowChange[] => {
      if (facts.has(type)) {
        const received = data[receivedOn];
        const late = data[facts.get(type) ?? ''];
        const on = typeof received === 'string' ? received : null;
        return [{ put: [stream, deliverable, leg, at, on, typeof late === 'boolean' ? late : null] }];
      }
      const again = !stays && isInAny(after, stages) && !isInAny(before, stages);
      return again ? [{ drop: [stream, deliverable, leg] }] : NOTHING;
    });
  },
};

function isInAny(state: StreamState, stages: readonly string[]): boolean {
  return stages.some((stage) => stands(state, stage));
}

const known = new WeakMap<Programme, Map<string, readonly Leg[]>>();

/** Legs that are handed in by facts of a category. */
function legsOf(programme: Programme, category: string): readonly Leg[] {
  let found = known.get(programme);
  if (!found) known.set(programme, (found = told(programme)));
  return found.get(category) ?? [];
}

function told({ definition }: Programme): Map<string, readonly Leg[]> {
  const all = new Map<string, Leg & { stages: string[]; facts: Map<string, string | undefined> }>();
  const categories = new Map<string, Leg[]>();
  for (const command of Object.values(definition.commands)) {
    const { delivers, yields, stages, on } = command;
    if (!delivers) continue;
    const { deliverable, leg } = delivers;
    const name = `${on}/${deliverable}/${leg}`;
    let found = all.get(name);
    if (!found) {
      found = { deliverable, leg, stages: [], facts: new Map(), receivedOn: 'receivedOn' };
      all.set(name, found);
      categories.set(on, [...(categories.get(on) ?? []), found]);
    }
    found.stages.push(...stages.filter((stage) => stage !== 'absent'));
    for (const { fact, on: alias, data } of yields) if (alias === 'self') found.facts.set(fact, lateField(data));
    const path = delivers.receivedOn?.split('.');
    if (path?.[0] === 'input' && path[1]) Object.assign(found, { receivedOn: path[1] });
  }
  return categories;
}

function lateField(data: Readonly<Record<string, Expression>> | undefined): string | undefined {
  return Object.entries(data ?? {}).find(([, expression]) => 'late' in expression)?.[0];
}
