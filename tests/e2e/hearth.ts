/** The command line that the global setup has built, run as users run it, and a small log on PostgreSQL for it to look at. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { run } from '../../apps/cli/run.js';
import { openSealing } from '../../libs/sealing/open-sealing.js';
import { kurrentStore } from '../../libs/store/kurrent/kurrent-store.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { digestLog } from '../../libs/store/transfer/transfer.js';
import { house } from '../given.js';
import { poolOf } from '../pool.js';
import { letters } from './letters.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE = join(ROOT, 'node_modules/.bin/node');

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The JSON value on the last line of standard output. */
  readonly json: Record<string, unknown>;
}

/** Runs the built `hearth …` with this environment and nothing of the tests' own. */
export function spawned(environment: Environment, ...args: string[]): Promise<Ended> {
  const child = spawn(NODE, [join(ROOT, 'dist/apps/cli/main.js'), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err, json: lastLine(out) }));
  });
}

/** The same in this process: quicker, where starting and ending are not what is looked at. */
export async function hearth(environment: Environment, ...args: string[]): Promise<Ended> {
  const [out, err] = [new Heard(), new Heard()];
  const code = await run(args, environment, { out, err }, new AbortController().signal);
  return { code, out: out.text, err: err.text, json: lastLine(out.text) };
}

class Heard extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

function lastLine(out: string): Record<string, unknown> {
  try {
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  } catch {
    return {};
  }
}

export const LETTER = 'letter-post.2024.l1';
export const WRITER = 'the-writer-of-this-letter';

/**
 * Two letters, the first answered, in the log of this database; sealed with the keys of this environment. Returns the
 * digest of the log and the id of the first letter's writer.
 */
export async function makeLetters(
  connectionString: string,
  environment: Environment,
): Promise<{ readonly digest: string; readonly facts: number; readonly writer: string }> {
  const pool = poolOf(connectionString);
  const { KURRENTDB_URL: url } = environment;
  const store = url === undefined ? await postgresStore({ pool }) : await kurrentStore({ url });
  try {
    const { keys, votes, random } = await openSealing({ pool, environment });
    const post = await house('2024-04-01T09:00:00+08:00', 'post', { store, keys, votes, random });
    await post.units([
      ['town', 'town'],
      ['mill', 'street', 'town'],
    ]);
    await post.cycle('2024', letters, 'town');
    const clerk = await post.actor('clerk', 'mill');
    const letter = { unit: 'mill', copies: 3, writer: WRITER, lines: 'first\u2028second' };
    await post.at('2024-04-02T10:00:00+08:00').accepts('2024', 'writeLetter', { letter: 'l1' }, clerk, letter);
    await post.at('2024-04-02T11:00:00+08:00').accepts('2024', 'writeLetter', { letter: 'l2' }, clerk, letter);
    const answer = { answer: 'with thanks' };
    await post
      .at('2024-04-03T10:00:00+08:00')
      .accepts('2024', 'answerLetter', { letter: 'l1' }, clerk, answer, { on: '2024-04-01' });
    const [born] = await post.facts(LETTER);
    const persons = born?.data['persons'] as { id: string }[];
    let facts = 0;
    for await (const _ of store.readLog()) facts += 1;
    return { digest: await digestLog(store), facts, writer: persons[0]?.id ?? '' };
  } finally {
    await store.close();
    await pool.end();
  }
}
