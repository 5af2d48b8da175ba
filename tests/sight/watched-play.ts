/** A simulated year in memory, with somebody who looks over the players' shoulders before each command is given. */
import { Hearth } from '../../apps/assembly/hearth.js';
import { memoryCheckpoints, realPatience } from '../../apps/assembly/memory-parts.js';
import { seededChance } from '../../apps/simulation/chance.js';
import { doorInProcess, type Answer, type Given } from '../../apps/simulation/door.js';
import { play } from '../../apps/simulation/play.js';
import { setUpCycle, type Cast } from '../../apps/simulation/setting-up.js';
import type { Federation } from '../../apps/simulation/federation.js';
import { memorySealing } from '../../libs/sealing/open.js';
import { seededRandom } from '../../libs/sealing/random.js';
import { memoryStore } from '../../libs/store/memory.js';

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
