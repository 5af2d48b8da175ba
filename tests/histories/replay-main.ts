/** Replays every recorded history; a line for each fact or verdict that does not come out again. */
import { NAMES } from './history.js';
import { replayHistory } from './replaying.js';

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : NAMES) {
  for (const fault of await replayHistory(import.meta.dirname, name)) {
    process.stdout.write(`${fault}\n`);
    process.exitCode = 1;
  }
}
