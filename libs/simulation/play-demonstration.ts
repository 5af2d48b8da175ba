/** A demonstration that is under way: set up, and played to where its values say that it stands. */
import type { CommandService, Nature } from '../runtime/command-service.js';
import { seededChance } from './chance.js';
import { inProcessClient } from './in-process-client.js';
import type { Account } from './federation.js';
import { playUntil } from './play.js';
import { setUpCycle, type Cast, type Progress } from './set-up-cycle.js';

export interface DemonstrationParts extends Cast {
  readonly service: CommandService;
  readonly nature: Exclude<Nature, 'real'>;
  readonly seed: string;
  /** How many are put forward at most. */
  readonly applications: number;
  /** Puts the clock that the service runs by. Milliseconds since 1970. */
  readonly setClock: (instant: number) => void | Promise<void>;
  readonly progress: Progress;
}

export interface PlayedDemonstration {
  readonly root: string;
  readonly cycle: string;
  readonly accounts: readonly Account[];
}

/**
 * Sets a federation up and gives the moves up to the demonstration's `standsAt` (unset: to the end of the cycle), where
 * the clock is left. What would come after is not given: whoever looks at it goes on from there. One seed gives one log.
 * While it runs, nobody else may work off reactions.
 * @throws {SetUpRefused}
 */
export async function playDemonstration(standing: DemonstrationParts): Promise<PlayedDemonstration> {
  const { service, root, simulation, demonstration, nature, seed, setClock, progress } = standing;
  await setClock(Date.parse(simulation.publishedAt));
  const federation = await setUpCycle(service, standing, nature, progress);
  const door = inProcessClient(service, root, setClock);
  const until = demonstration.standsAt === undefined ? undefined : Date.parse(demonstration.standsAt);
  const chance = seededChance(seed);
  await playUntil({ ...standing, door, federation, chance }, until ?? Number.POSITIVE_INFINITY);
  if (until !== undefined) await setClock(until);
  return { root, cycle: simulation.cycle, accounts: federation.accounts };
}
