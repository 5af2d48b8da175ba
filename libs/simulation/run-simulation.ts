/** Plays a programme into a log of its own, and tells what came of it. */
import { digestLog } from '../store/transfer/transfer.js';
import { streamParts, type EventStore } from '../engine/ports/event-store.js';
import type { Guards } from '../lifecycle/vocabulary/guards/guard.js';
import { seededRandom } from '../sealing/crypto/random.js';
import { memorySealing } from '../sealing/open-sealing.js';
import { CommandService, type CommandServiceParts, type Nature } from '../runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../runtime/memory-parts.js';
import { seededChance } from './chance.js';
import { inProcessClient } from './in-process-client.js';
import { type LogReader } from './simulation-client.js';
import { play } from './play.js';
import { setUpCycle, type Cast, type Progress } from './set-up-cycle.js';
import type { Counts } from './move-counts.js';

export interface SimulationOptions extends Cast {
  readonly seed: string;
  readonly nature: Nature;
  readonly applications: number;
  readonly store: EventStore;
  readonly guards?: Guards;
  /** Keys, votes and checkpoints elsewhere than in memory. */
  readonly parts?: Partial<Pick<CommandServiceParts, 'keys' | 'votes' | 'checkpoints'>>;
  readonly progress?: Progress;
}

export interface SimulationResult {
  readonly look: LogReader;
  readonly counts: Counts;
  /** Of all streams but `watch`: in this process there is no timer, and nobody is reminded. */
  readonly digest: string;
  /** Of the same streams. */
  readonly facts: number;
}

export async function runSimulation(told: SimulationOptions): Promise<SimulationResult> {
  const { store, seed, root } = told;
  let now = Date.parse(told.simulation.publishedAt);
  const random = seededRandom(seed);
  const sealing = memorySealing(random);
  const service = new CommandService({
    store,
    keys: sealing.keys,
    random,
    votes: sealing.votes,
    checkpoints: memoryCheckpoints(),
    ...told.parts,
    clock: () => now,
    virtualClock: true,
    retry: systemRetryTimer,
    ...(told.guards ? { guards: told.guards } : {}),
  });
  const progress = told.progress ?? (() => undefined);
  const federation = await setUpCycle(service, told, told.nature, progress);
  const door = inProcessClient(service, root, (instant) => {
    now = instant;
  });
  const counts = await play({ ...told, door, federation, chance: seededChance(seed), progress });
  return resultOf(service, counts);
}

/** What came of it, by the log. */
export async function resultOf(look: LogReader, counts: Counts): Promise<SimulationResult> {
  const { store } = look;
  const digest = await digestLog(store, { leaveOut: (stream) => streamParts(stream).category === 'watch' });
  let facts = 0;
  for await (const { stream } of store.readLog()) if (streamParts(stream).category !== 'watch') facts += 1;
  return { look, counts, digest, facts };
}
