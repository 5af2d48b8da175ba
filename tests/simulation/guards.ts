/** What each guard is for: the simulation played with the guard always passing, the definition as it is. */
import { runSimulation, type SimulationOptions } from '../../libs/simulation/run-simulation.js';
import type { Counts } from '../../libs/simulation/move-counts.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import type { Guards } from '../../libs/lifecycle/vocabulary/guards/guard.js';
import { ALL_GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { playable, programmes } from '../../workflows/index.js';

export const PLAYED = 'shanghai-advanced-home';

/** How often each reason was given, with no guard left out and with one: only where they differ. */
export type Lost = Readonly<Record<string, { readonly before: number; readonly after: number }>>;

export interface Play extends Pick<SimulationOptions, 'seed' | 'applications' | 'parts'> {
  /** In memory unless it says otherwise. */
  readonly store?: EventStore;
  /** The guard that lets everything pass. */
  readonly open?: string;
}

function definitionPlayed(): Definition {
  const found = programmes.find(({ slug }) => slug === PLAYED);
  if (!found) throw new Error(`${PLAYED} is not registered`);
  return found;
}

/** The guards that the played definition names, in order of their names. */
export function guardsUsed(): string[] {
  const named = Object.values(definitionPlayed().commands).flatMap(({ guards }) => guards ?? []);
  return [...new Set(named.map(({ guard }) => guard))].sort();
}

export async function played({
  open,
  store = memoryStore(),
  ...play
}: Play): Promise<{ counts: Counts; digest: string }> {
  const values = playable[PLAYED];
  if (!values) throw new Error(`${PLAYED} has nothing to be played with`);
  const { counts, digest } = await runSimulation({
    definition: definitionPlayed(),
    ...values,
    ...play,
    root: 'simulation',
    nature: 'test',
    store,
    ...(open === undefined ? {} : { guards: passing(open) }),
  });
  return { counts, digest };
}

function passing(name: string): Guards {
  const guard = ALL_GUARDS[name];
  if (!guard) throw new Error(`no guard ${name}`);
  return { ...ALL_GUARDS, [name]: { ...guard, judge: () => undefined } };
}

/** The rows of the table of refusals that changed. */
export function changed(before: Counts, after: Counts): Lost {
  const reasons = [...new Set([...Object.keys(before.refusals), ...Object.keys(after.refusals)])].sort();
  return Object.fromEntries(
    reasons
      .map((reason) => [reason, { before: before.refusals[reason] ?? 0, after: after.refusals[reason] ?? 0 }] as const)
      .filter(([, { before: one, after: other }]) => one !== other),
  );
}
