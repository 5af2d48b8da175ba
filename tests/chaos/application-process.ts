/**
 * The application as a process of its own, to be killed: owns the data folder and does what it is told, one word a line
 * (`prepare`, `give`, `leave`), and says what came of it as lines of JSON. A line is in the pipe before anything else
 * happens, so that what was acknowledged is known even of a process that died in the next moment.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openService } from '../../libs/runtime/open-log.js';
import { Unavailable } from '../../libs/engine/ports/event-store.js';
import type { Answered, Said } from './application.js';
import { commandsOf, openCycle, setUp, STARTS_AT, type Asked } from './federation.js';

const [data = '', cycle = ''] = process.argv.slice(2);
const say = (said: Said): void => void writeSync(1, `${JSON.stringify(said)}\n`);

const opened = await openService(
  { data, databaseUrl: undefined, sealing: {} },
  {
    own: true,
    clock: () => Date.parse(STARTS_AT) + Math.floor(performance.now()),
    onTrouble: ({ message }) => say({ said: 'trouble', message }),
  },
);
say({ said: 'open', cluster: opened.embedded?.cluster ?? '' });
for await (const word of createInterface(process.stdin)) {
  if (word === 'prepare') {
    if ((await opened.store.head()) === undefined) await setUp(opened.service);
    await openCycle(opened.service, cycle);
  }
  if (word === 'give') await Promise.all(commandsOf(cycle).map(async (asked) => say(await answer(asked))));
  if (word === 'leave') break;
  say({ said: 'done', word });
}
// Also when nobody tells it anything any more.
await opened.close();
say({ said: 'done', word: 'leave' });
process.exit(0);

async function answer({ command, stream }: Asked): Promise<Answered> {
  const { key } = command;
  try {
    const outcome = await opened.service.execute(command);
    if (outcome.kind !== 'accepted') return { said: 'refused', key, why: JSON.stringify(outcome) };
    if (outcome.stream !== stream) return { said: 'refused', key, why: `it went to ${outcome.stream}` };
    return { said: 'accepted', key, from: outcome.from, to: outcome.to, repeated: outcome.repeated };
  } catch (error) {
    if (error instanceof Unavailable) return { said: 'unavailable', key, outcome: error.outcome, why: error.message };
    return { said: 'refused', key, why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
