/** A simulated year in memory, with somebody who looks over the players' shoulders before each command is given. */
import { CommandService } from '../../libs/runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../../libs/runtime/memory-parts.js';
import { seededChance } from '../../libs/simulation/chance.js';
import { inProcessClient } from '../../libs/simulation/in-process-client.js';
import { type CommandAnswer, type GivenCommand } from '../../libs/simulation/simulation-client.js';
import { play } from '../../libs/simulation/play.js';
import { setUpCycle, type Cast } from '../../libs/simulation/set-up-cycle.js';
import type { Federation } from '../../libs/simulation/federation.js';
import { memorySealing } from '../../libs/sealing/open-sealing.js';
import { seededRandom } from '../../libs/sealing/crypto/random.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';

export interface Watcher {
  before(given: GivenCommand, service: CommandService, federation: Federation): Promise<void>;
  after(given: GivenCommand, answer: CommandAnswer, service: CommandService): Promise<void>;
}

export async function watchedPlay(cast: Cast, seed: string, applications: number, watcher: Watcher): Promise<void> {
  let now = Date.parse(cast.simulation.publishedAt);
  const random = seededRandom(seed);
  const sealing = memorySealing(random);
  const service = new CommandService({
    store: memoryStore(),
    keys: sealing.keys,
    random,
    votes: sealing.votes,
    checkpoints: memoryCheckpoints(),
    clock: () => now,
    virtualClock: true,
    retry: systemRetryTimer,
  });
  const progress = (): void => undefined;
  const federation = await setUpCycle(service, cast, 'test', progress);
  const plain = inProcessClient(service, cast.root, (instant) => {
    now = instant;
  });
  const door: typeof plain = {
    ...plain,
    give: async (given) => {
      await watcher.before(given, service, federation);
      const answer = await plain.give(given);
      await watcher.after(given, answer, service);
      return answer;
    },
  };
  await play({ ...cast, door, federation, chance: seededChance(seed), applications, progress });
}
