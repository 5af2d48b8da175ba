/** A checkout that another user can enter: this one, or where only root can enter it, links to its files elsewhere. */
import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** What `embedded-process.mjs` loads. */
const NEEDED = ['libs', 'tests', 'node_modules', 'package.json', '.swcrc'];
const OTHERS_MAY_ENTER = 0o001;

/** The folder of a checkout that others can enter. Makes links below `elsewhere` if it must. */
export async function reachableCheckout(checkout: string, elsewhere: string): Promise<string> {
  for (let folder = checkout; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & OTHERS_MAY_ENTER) === 0) break;
    if (folder === dirname(folder)) return checkout;
  }
  const copy = join(elsewhere, 'checkout');
  await mkdir(copy, { mode: 0o755 });
  // Hard links where the file system can; it is a second where copies would take a minute.
  const names = NEEDED.map((name) => join(checkout, name));
  await run('cp', ['-rl', ...names, copy]).catch(() => run('cp', ['-r', ...names, copy]));
  return copy;
}

/** This process's Node, in a checkout: its own, or the one of the machine. */
export function nodeIn(checkout: string, own: string): string {
  const inside = relative(own, process.execPath);
  return inside.startsWith('..') ? process.execPath : join(checkout, inside);
}
