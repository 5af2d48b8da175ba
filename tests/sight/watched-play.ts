/** A simulated year in memory, with somebody who looks over the players' shoulders before each command is given. */
import { Hearth } from '../../libs/runtime/command-service.js';
import { memoryCheckpoints, realPatience } from '../../libs/runtime/memory-parts.js';
import { seededChance } from '../../libs/simulation/chance.js';
import { doorInProcess, type Answer, type Given } from '../../libs/simulation/door.js';
import { play } from '../../libs/simulation/play.js';
import { setUpCycle, type Cast } from '../../libs/simulation/set-up-cycle.js';
import type { Federation } from '../../libs/simulation/federation.js';
import { memorySealing } from '../../libs/sealing/open-sealing.js';
import { seededRandom } from '../../libs/sealing/crypto/random.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';

export interface Watcher {
  before(given: Given, hearth: Hearth, federation: Federation): Promise<void>;
  after(given: Given, answer: Answer, hearth: Hearth): Promise<void>;
}

export async function watchedPlay(cast: Cast, seed: string, applications: number, watcher: Watcher): Promise<void> {
  let now = Date.parse(cast.simulation.publishedAt);
  const random = seededRandom(seed);
  const sealing = memorySealing(random);
  const hearth = new Hearth({
    store: memoryStore(),
    keys: sealing.keys,
    random,
    votes: sealing.votes,
    checkpoints: memoryCheckpoints(),
    clock: () => now,
    virtualClock: true,
    patience: realPatience,
  });
  const progress = (): void => undefined;
  const federation = await setUpCycle(hearth, cast, 'test', progress);
  const plain = doorInProcess(hearth, cast.root, (instant) => {
    now = instant;
  });
  const door: typeof plain = {
    ...plain,
    give: async (given) => {
      await watcher.before(given, hearth, federation);
      const answer = await plain.give(given);
      await watcher.after(given, answer, hearth);
      return answer;
    },
  };
  await play({ ...cast, door, federation, chance: seededChance(seed), applications, progress });
}
