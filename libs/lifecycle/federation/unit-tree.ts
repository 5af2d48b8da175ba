/** The tree of units: whose unit a subject is, and which units stand above one. */
import type { DecisionContext } from '../../engine/decide/decision-context.js';
import type { StreamState } from '../../engine/fold/fold.js';
import type { Subject } from '../definition/compile-programme.js';
import { keyOf } from '../definition/subject-streams.js';

/** Units above one another, at most: deeper than any federation. */
const MOST_LEVELS = 20;

/** The unit a subject belongs to: by its control field, a part of its key, or else the unit whose cycle it lives in. */
export function unitOfSubject(
  subject: Subject,
  folded: StreamState,
  cycle: StreamState | undefined,
): string | undefined {
  const { unit } = subject.definition;
  const held = unit === undefined ? undefined : (folded.fields[unit] ?? keyOf(subject, folded.stream)[unit]);
  if (typeof held === 'string') return held;
  const ofCycle = cycle?.fields['unit'];
  return typeof ofCycle === 'string' ? ofCycle : undefined;
}

/**
 * A unit and those above it, from below; empty where the unit is unknown. `relied`: gathers the streams that were read,
 * for a decision that rests on where they stand.
 */
export function unitAndAbove(decision: DecisionContext, unit: string | undefined, relied?: Set<string>): string[] {
  const chain: string[] = [];
  for (let next = unit; next !== undefined && chain.length < MOST_LEVELS && !chain.includes(next);) {
    const folded = decision.read(`unit-${decision.root}.${next}`);
    relied?.add(folded.stream);
    if (!folded.chartState) break;
    chain.push(next);
    const parent = folded.fields['parent'];
    next = typeof parent === 'string' ? parent : undefined;
  }
  return chain;
}
