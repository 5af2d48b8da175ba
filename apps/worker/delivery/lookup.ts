/** What stands in the log about one thing that is owed. Pure questions: the engine loads what they need. */
import type { StreamState } from '../../../libs/engine/fold/fold.js';
import type { DecisionContext } from '../../../libs/engine/decide/decision-context.js';
import type { Programme } from '../../../libs/lifecycle/definition/compile-programme.js';
import { unitAndAbove } from '../../../libs/lifecycle/federation/unit-tree.js';
import { lookUp, type LookedUp } from '../../../libs/lifecycle/obligations/lookup.js';
import { stepsOf, watchOf, type Obligation, type Step } from '../../../libs/lifecycle/obligations/schedule.js';

/** A subject, begun or not, with what governs it. */
export interface SubjectInContext extends LookedUp {
  /** The rules that say who holds which stage. */
  readonly programme: Programme;
  /** The unit concerned and those above it, the nearest first. */
  readonly chain: readonly string[];
}

/** One thing that is owed, with what is needed to tell somebody. */
export interface ObligationInContext extends SubjectInContext {
  readonly obligation: Obligation;
  readonly steps: readonly Step[];
  readonly watch: StreamState;
}

/** A subject, and the cycle it was found in, where it does not live in one. */
export interface Named {
  readonly stream: string;
  readonly cycle?: string | undefined;
}

/** What a job or a row is about. */
export interface About extends Named {
  readonly deadline: string;
  readonly lateFrom: string;
}

/** What stands about a subject of a programme; undefined where nothing tells its rules. */
export function lookUpSubject(
  decision: DecisionContext<Programme>,
  { stream, cycle }: Named,
): SubjectInContext | undefined {
  const found = lookUp(decision, stream, cycle);
  const rules = found?.subject.rules ?? found?.cycle?.fields['rules'];
  if (!found || typeof rules !== 'string') return undefined;
  return { ...found, programme: decision.rules(rules), chain: unitAndAbove(decision, found.unit) };
}

/** Whether it is still owed by that very instant, and what stands about it. */
export function lookUpObligation(decision: DecisionContext<Programme>, about: About): ObligationInContext | undefined {
  const found = lookUpSubject(decision, about);
  const obligation = found?.obligations.find(
    ({ deadline, lateFrom }) => deadline === about.deadline && lateFrom === about.lateFrom,
  );
  if (!found || !obligation) return undefined;
  const steps = stepsOf(found.cycle, obligation, found.zone);
  return { ...found, obligation, steps, watch: decision.read(watchOf(about.stream)) };
}
