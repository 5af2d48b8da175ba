/** Another stream looked at from beside it: the rules and the cycle it runs under, and what it owes. Read, never believed. */
import type { StreamState } from '../../engine/fold/fold.js';
import { STREAM_NAME, streamParts } from '../../engine/ports/event-store.js';
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import { holding, type Running, zoneOf } from './due-dates.js';
import { unitOfSubject } from '../federation/unit-tree.js';
import { isRegistered, unitThatOwes, owedByQuota, obligationsNotBegun, unitStream } from './quota-owed.js';
import type { Programme } from '../definition/compile-programme.js';
import { type Obligation, obligationsOf, watchedBy } from './schedule.js';

export interface LookedUp {
  readonly subject: StreamState;
  /** The cycle whose dates and reminders hold for it; undefined for what outlives cycles and was looked at without one. */
  readonly cycle: StreamState | undefined;
  readonly unit: string | undefined;
  /** The unit that owes it by its places, where a quota says so. */
  readonly owing: StreamState | undefined;
  /** Of what nobody has begun: the deliverable that is owed, if any. */
  readonly obligations: readonly Obligation[];
  /** The zone in which days are counted. */
  readonly zone: string;
}

/**
 * What a stream owes as the log has it now; of a `watch` stream, what it watches. `cycle`: id of the cycle by which a
 * subject that outlives cycles is looked at; where it lives in one, its name tells. Undefined where there is no such
 * subject, and nobody owes one, or the cycle runs another programme. `relied`: gathers the streams that were read.
 */
export function lookUp(
  decision: DecisionContext<Programme>,
  stream: string,
  cycle?: string,
  relied?: Set<string>,
): LookedUp | undefined {
  const found = look(decision, streamParts(stream).category === 'watch' ? watchedBy(stream) : stream, cycle);
  for (const folded of [found?.subject, found?.cycle, found?.owing]) if (folded) relied?.add(folded.stream);
  return found;
}

function look(decision: DecisionContext<Programme>, name: string, cycle: string | undefined): LookedUp | undefined {
  if (!STREAM_NAME.test(name) || streamParts(name).root !== decision.root) return undefined;
  const { category, id } = streamParts(name);
  const subject = decision.read(name);
  if (!subject.chartState || subject.rules === undefined) return notBegun(decision, subject);
  const programme = decision.rules(subject.rules);
  const rules = programme.subject(category);
  if (!rules) return undefined;
  const inCycle = rules.definition.lives === 'cycle' ? id.split('.')[0] : cycle;
  const running = inCycle === undefined ? undefined : cycleOf(decision, inCycle);
  if (inCycle !== undefined && running?.programme.slug !== programme.slug) return undefined;
  const [cycles, named] = running ? [[running], running.cycle] : [[], undefined];
  const held = rules.definition.lives === 'cycle' ? named : holding(programme, subject, cycles)[0];
  const unit = unitThatOwes(programme, name);
  const owing = unit === undefined ? undefined : decision.read(unit);
  return {
    subject,
    cycle: held,
    unit: unitOfSubject(rules, subject, held),
    owing,
    obligations: obligationsOf(programme, cycles, subject, owing),
    zone: zoneOf(programme, held),
  };
}

function notBegun(decision: DecisionContext<Programme>, subject: StreamState): LookedUp | undefined {
  const running = cycleOf(decision, streamParts(subject.stream).id.split('.')[0] ?? '');
  if (!running) return undefined;
  const { cycle, programme } = running;
  const absent = owedByQuota(programme, cycle).filter(({ stream }) => stream === subject.stream);
  const obligations = obligationsNotBegun(programme, cycle, absent, (unit) => decision.read(unit));
  const [first] = obligations;
  const unit = unitThatOwes(programme, subject.stream);
  const owing = unit === undefined ? undefined : decision.read(unit);
  return first && { subject, cycle, unit: first.unit, owing, obligations, zone: zoneOf(programme, cycle) };
}

function cycleOf(decision: DecisionContext<Programme>, id: string): Running | undefined {
  const cycle = decision.read(`cycle-${decision.root}.${id}`);
  const rules = cycle.fields['rules'];
  return typeof rules === 'string' ? { cycle, programme: decision.rules(rules) } : undefined;
}

/** Units to which a cycle gives places and that are not there to act: not registered, or closed. In order. */
export function unitsMissing(decision: DecisionContext<Programme>, id: string): readonly string[] {
  const quotas = (decision.read(`cycle-${decision.root}.${id}`).fields['quotas'] ?? {}) as Readonly<
    Record<string, number>
  >;
  const named = Object.entries(quotas).flatMap(([place, places]) => (places > 0 ? (place.split('/')[1] ?? []) : []));
  const units = [...new Set(named)].toSorted();
  const found = decision.readAll(units.map((unit) => unitStream(decision.root, unit)));
  return units.filter((_, index) => !isRegistered(found[index] as StreamState));
}
