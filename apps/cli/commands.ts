/** The commands of the command line, in the order in which help tells them. */
import { backup } from './commands/backup.js';
import { calendar } from './commands/calendar.js';
import { clock } from './commands/clock.js';
import { cycle } from './commands/cycle.js';
import { give } from './commands/give.js';
import { history } from './commands/history.js';
import type { CliCommand } from './input/invocation.js';
import { log } from './commands/log.js';
import { person } from './commands/person.js';
import { programme } from './commands/programme.js';
import { rebuild } from './commands/rebuild.js';
import { restore } from './commands/restore.js';
import { root } from './commands/root.js';
import { serve } from './commands/serve.js';
import { simulate } from './commands/simulate.js';
import { token } from './commands/token.js';
import { verify } from './commands/verify.js';

export const COMMANDS: readonly CliCommand[] = [
  serve,
  root,
  token,
  cycle,
  give,
  clock,
  rebuild,
  simulate,
  history,
  verify,
  log,
  backup,
  restore,
  programme,
  person,
  calendar,
];
