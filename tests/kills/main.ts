/**
 * `npm run kills [-- --seed S --rounds N]`: rounds of kills of PostgreSQL, Redis, worker and API, each a process of its
 * own, then of the PostgreSQL that a single process owns, then of the log on a (stand-in for) KurrentDB; a line for each kill,
 * and what was wrong.
 */
import { parseArgs } from 'node:util';
import { seededChance } from '../../libs/simulation/chance.js';
import { killRound, type Round } from './round.js';
import { embedded, onKurrent, separate, type Stand, type Victim } from './stand.js';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: 'kills' }, rounds: { type: 'string', default: '5' } },
});
const rounds = Number(values.rounds);
const wrong: string[] = [];
console.log(`seed ${values.seed}: ${rounds} rounds each`);
await play('apart', separate, ['queue', 'worker', 'API', 'store']);
await play('embedded', embedded, ['store', 'store', 'store']);
await play('kurrent', onKurrent, ['logBriefly', 'log', 'logFrozen', 'API']);
for (const line of wrong) console.log(line);
console.log(wrong.length === 0 ? 'nothing lost, nothing doubled' : `${wrong.length} faults`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function play(form: string, open: () => Promise<Stand>, victims: readonly Victim[]): Promise<void> {
  const stand = await open();
  try {
    for (let number = 1; number <= rounds; number += 1) {
      const chance = seededChance(`${values.seed} ${form} ${number}`);
      // The queue first, so that it is back before its reminders fall due; the others in any order.
      const [first, ...rest] = victims as [Victim, ...Victim[]];
      const order = rest.toSorted((a, b) => chance.below(1_000, a) - chance.below(1_000, b));
      const options = { cycle: `${form}-${number}`, seed: values.seed, victims: [first, ...order], reminds: true };
      tell(await killRound(stand, options));
    }
  } finally {
    await stand.close();
  }
}

function tell(round: Round): void {
  for (const { victim, deadMs, wellMs, accepted, unavailable, broken } of round.struck)
    console.log(
      `${round.cycle}  ${victim.padEnd(6)}  dead ${(deadMs / 1000).toFixed(1)} s, well ${(wellMs / 1000).toFixed(1)} s after; ` +
        `meanwhile accepted ${accepted}, unavailable ${unavailable}, broken ${broken}`,
    );
  console.log(
    `${round.cycle}  ${round.commands} commands, ${round.lamps} lamps, reminded of ${round.reminded}, ` +
      `${round.letters} letters, ${round.wrong.length} faults`,
  );
  wrong.push(...round.wrong.map((line) => `${round.cycle}: ${line}`));
}
