/** The commands of the command line, in the order in which help tells them. */
import { backup } from './backup.js';
import { calendar } from './calendar.js';
import { clock } from './clock.js';
import { cycle } from './cycle.js';
import { give } from './give.js';
import { history } from './history.js';
import type { CliCommand } from './invocation.js';
import { log } from './log.js';
import { person } from './person.js';
import { programme } from './programme.js';
import { rebuild } from './rebuild.js';
import { restore } from './restore.js';
import { root } from './root.js';
import { serve } from './serve.js';
import { simulate } from './simulate.js';
import { token } from './token.js';
import { verify } from './verify.js';

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
