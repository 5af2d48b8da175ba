/** Plays a programme's cycle from before publication to its end, or to an instant on the way. */
import type { EventStore } from '../engine/ports/event-store.js';
import { PublishedValues } from '../engine/load/published-values.js';
import type { Chance } from './fill-form.js';
import type { Programme } from '../lifecycle/definition/compile-programme.js';
import { publishing } from '../lifecycle/platform/published-values.js';
import type { SimulationClient } from './simulation-client.js';
import type { Federation } from './federation.js';
import { Player } from './player.js';
import type { Cast, Progress } from './set-up-cycle.js';
import type { Counts } from './move-counts.js';

export interface PlayOptions extends Cast {
  readonly door: SimulationClient;
  readonly federation: Federation;
  readonly chance: Chance;
  /** How many are put forward at most. */
  readonly applications: number;
  readonly progress: Progress;
}

export function play(played: PlayOptions): Promise<Counts> {
  return playUntil(played, Number.POSITIVE_INFINITY);
}

/** Gives the moves up to the instant, and no others. Milliseconds since 1970. Does not put the clock there at the end. */
export async function playUntil(played: PlayOptions, until: number): Promise<Counts> {
  const { door, simulation, root } = played;
  const { fields } = await door.recall(`cycle-${root}.${simulation.cycle}`);
  const programme = await publishedIn(door.store, root, String(fields['rules']));
  const player = new Player({ ...played, programme, until });
  await player.begin();
  for (const phase of simulation.phases) await player.phase(phase);
  return player.counts();
}

/** The programme as the log has it: players read the forms that everybody reads. */
async function publishedIn(store: EventStore, root: string, hash: string): Promise<Programme> {
  const published = new PublishedValues(publishing);
  await published.load(store, root, hash);
  const programme = published.findRules(hash);
  if (!programme) throw new Error(`${hash} is the hash of no definition`);
  return programme;
}
