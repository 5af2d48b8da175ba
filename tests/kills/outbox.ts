/** What people are told of a cycle, as it lies in the outbox. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mailMessageSchema } from '../../libs/outside/mail/mail-spool.js';
import { ROOT } from './lane.js';

export interface Told {
  /** `<fact> <account>`. */
  readonly told: string;
  readonly fact: string;
  /** The file as it was written: another one of the same name differs in it. */
  readonly file: string;
}

export async function lettersIn(outbox: string, cycle: string): Promise<readonly Told[]> {
  const folder = join(outbox, ROOT);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const letters: Told[] = [];
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const path = join(folder, name);
    const { fact, to, stream } = mailMessageSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    if (!stream.includes(`.${cycle}.`)) continue;
    const { ino, mtimeMs } = await stat(path);
    letters.push({ told: `${fact} ${to}`, fact, file: `${name} ${ino} ${mtimeMs}` });
  }
  return letters;
}
