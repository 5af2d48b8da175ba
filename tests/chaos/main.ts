/** `npm run chaos [-- --seed S --rounds N]`: ten kills of the application, ten of the postmaster, and a table of what was left. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { COMMANDS, killRound, stopServer, type Round, type Victim } from './kill.js';
import { tableOf, wrongIn } from './table.js';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: 'chaos' }, rounds: { type: 'string', default: '10' } },
});
const rounds = Number(values.rounds);
const folder = await mkdtemp(join(tmpdir(), 'hearth-chaos-'));
// Started by root the server runs as another user, who must be able to enter.
await chmod(folder, 0o711);
const data = join(folder, 'data');
const done: Round[] = [];
console.log(`seed ${values.seed}: ${rounds} kills each, ${COMMANDS} concurrent commands, fsync on`);
try {
  for (const victim of ['application', 'postmaster'] satisfies Victim[]) {
    for (let round = 1; round <= rounds; round += 1) {
      done.push(await killRound(data, victim, values.seed, `${victim.charAt(0)}${round}`));
      process.stderr.write(`${tableOf(done.slice(-1)).at(-1)?.trim()}\n`);
    }
  }
} finally {
  await stopServer(data);
  await rm(folder, { recursive: true, force: true });
}
const wrong = done.flatMap((round) => wrongIn(round, COMMANDS));
for (const line of [...tableOf(done), ...wrong]) console.log(line);
const sum = (of: (round: Round) => number): number => done.reduce((total, round) => total + of(round), 0);
console.log(
  `acknowledged ${sum((each) => each.acknowledged)}, in doubt ${sum((each) => each.inDoubt)}, ` +
    `lost ${sum(({ afterKill, afterAgain }) => afterKill.lost.length + afterAgain.lost.length)}, ` +
    `doubled ${sum(({ afterKill, afterAgain }) => afterKill.doubled.length + afterAgain.doubled.length)}; ` +
    `given again: ${sum((each) => each.repeated)} had been done, ${sum((each) => each.anew)} done now; ` +
    `there exactly once: ${sum(({ afterAgain }) => afterAgain.there)} of ${done.length * COMMANDS}`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
