/** What stands in the log about one thing that is owed. Pure questions: the engine loads what they need. */
import type { Folded } from '../../libs/engine/fold.js';
import type { World } from '../../libs/engine/world.js';
import type { Programme } from '../../libs/lifecycle/programme.js';
import { lookAt, type Watched } from '../../libs/lifecycle/watched.js';
import { stepsOf, watchOf, type Obligation, type Step } from '../../libs/lifecycle/watching.js';

/** Units above one another, at most: as deep as the platform's policy looks. */
const MOST_LEVELS = 20;

/** A subject, begun or not, with what governs it. */
export interface Concerned extends Watched {
  /** The rules that say who holds which stage. */
  readonly programme: Programme;
  /** The unit concerned and those above it, the nearest first. */
  readonly chain: readonly string[];
}

/** One thing that is owed, with what is needed to tell somebody. */
export interface Owed extends Concerned {
  readonly obligation: Obligation;
  readonly steps: readonly Step[];
  readonly watch: Folded;
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
export function concerned(world: World, { stream, cycle }: Named): Concerned | undefined {
  const found = lookAt(world, stream, cycle);
  const rules = found?.subject.rules ?? found?.cycle?.fields['rules'];
  if (!found || typeof rules !== 'string') return undefined;
  return { ...found, programme: world.rules(rules) as Programme, chain: chainOf(world, found.unit) };
}

/** Whether it is still owed by that very instant, and what stands about it. */
export function stillOwed(world: World, about: About): Owed | undefined {
  const found = concerned(world, about);
  const obligation = found?.obligations.find(
    ({ deadline, lateFrom }) => deadline === about.deadline && lateFrom === about.lateFrom,
  );
  if (!found || !obligation) return undefined;
  const steps = stepsOf(found.cycle, obligation, found.zone);
  return { ...found, obligation, steps, watch: world.read(watchOf(about.stream)) };
}

/** A unit and those above it, from below. */
export function chainOf(world: World, unit: string | undefined): readonly string[] {
  const chain: string[] = [];
  for (let next = unit; next !== undefined && chain.length < MOST_LEVELS && !chain.includes(next);) {
    const folded = world.read(`unit-${world.root}.${next}`);
    if (!folded.standing) break;
    chain.push(next);
    const parent = folded.fields['parent'];
    next = typeof parent === 'string' ? parent : undefined;
  }
  return chain;
}
