/**
 * `npm run histories:record -- <name>… [--anew]` records histories with the definitions of today. One that is there
 * stays as it is unless told otherwise: it holds what was written under the definitions of its day. After a change of
 * a released definition, record another one under a new name instead.
 */
import { existsSync } from 'node:fs';
import { CASES } from './cases.js';
import { logFile } from './history.js';
import { writeHistory } from './recording.js';

const folder = import.meta.dirname;
const args = process.argv.slice(2);
const anew = args.includes('--anew');
const names = args.filter((each) => !each.startsWith('--'));

if (names.length === 0) {
  process.stderr.write(`which? ${Object.keys(CASES).join(', ')}\n`);
  process.exitCode = 2;
}
for (const name of names) {
  const play = CASES[name];
  if (!play) throw new Error(`no case ${name}: ${Object.keys(CASES).join(', ')}`);
  if (existsSync(logFile(folder, name)) && !anew) {
    process.stderr.write(`${name} is recorded already; --anew replaces it\n`);
    process.exitCode = 1;
    continue;
  }
  process.stdout.write(`${await writeHistory(folder, name, await play())}\n`);
}
