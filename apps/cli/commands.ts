/** The commands of the command line, in the order in which help tells them. */
import { backup } from './commands/backup.command.js';
import { calendar } from './commands/calendar.command.js';
import { clock } from './commands/clock/clock.command.js';
import { cycle } from './commands/cycle/cycle.command.js';
import { give } from './commands/give.command.js';
import { history } from './commands/history.command.js';
import type { CommandDeclaration } from './invocation/invocation.js';
import { log } from './commands/log/log.command.js';
import { person } from './commands/person/person.command.js';
import { programme } from './commands/programme/programme.command.js';
import { rebuild } from './commands/rebuild.command.js';
import { restore } from './commands/restore.command.js';
import { root } from './commands/root/root.command.js';
import { serve } from './commands/serve/serve.command.js';
import { simulate } from './commands/simulate.command.js';
import { token } from './commands/token/token.command.js';
import { verify } from './commands/verify.command.js';

export const COMMANDS: readonly CommandDeclaration[] = [
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
