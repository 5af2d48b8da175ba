/** An installation that was written at an earlier time, opened by the program of today through its outer doors alone. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Given } from './record.js';
import { handOver, unpack } from './unpacking.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE = join(ROOT, 'node_modules/.bin/node');
const STOPS_WITHIN_MS = 20_000;
const MOST_ATTEMPTS = 60;

export function build(): void {
  const built = spawnSync(NODE, ['scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}

/** A JSON value on a line of standard output. */
export type Said = Readonly<Record<string, unknown>>;

export interface Ended {
  readonly code: number | null;
  /** The last that it said. */
  readonly json: Said;
  readonly err: string;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A line of an export, as far as it is looked at. */
export interface Exported {
  readonly stream: string;
  readonly rev: number;
  readonly type: string;
  readonly id: string;
}

export class Installation {
  #serving: { readonly child: ChildProcess; readonly ended: Promise<number | null>; readonly url: string } | undefined;

  private constructor(
    readonly folder: string,
    readonly data: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** In a folder of its own that the database's user may come to, an archive unpacked in it. */
  static async of(
    archive: string,
    environment: (folder: string) => Readonly<Record<string, string>> = () => ({}),
  ): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-earlier-'));
    await chmod(folder, 0o755);
    const installation = new Installation(folder, join(folder, 'data'), environment(folder));
    try {
      await unpack(archive, folder);
      if ((await readdir(folder)).includes('data')) await handOver(installation.data);
      return installation;
    } catch (error) {
      await installation.close();
      throw error;
    }
  }

  #start(args: readonly string[]): ChildProcess {
    const { PATH, HOME } = process.env;
    return spawn(NODE, [join(ROOT, 'dist/apps/cli/main.js'), ...args, '--json'], {
      env: { PATH, HOME, HEARTH_DATA: this.data, HEARTH_PORT: '0', ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs `hearth …` to its end. */
  readonly run = (...args: readonly string[]): Promise<Ended> => {
    const child = this.#start(args);
    let [out, err] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, json: lastLine(out), err }));
    });
  };

  /** Serves, and returns what it says of that. */
  async serve(): Promise<Said> {
    const child = this.#start(['serve']);
    let err = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<number | null>((resolve) => {
      child.once('close', resolve);
    });
    const told = await new Promise<string>((resolve, reject) => {
      child.stdout?.once('data', (text: Buffer) => resolve(text.toString()));
      void ended.then((code) => reject(new Error(`serve ended with ${code}: ${err}`)));
    });
    const { url = '', ...said } = JSON.parse(told) as { url?: string };
    this.#serving = { child, ended, url };
    return said;
  }

  /** Where the service is busy for a moment, it says so and is asked again. */
  async ask(path: string, token?: string, rest: RequestInit = {}): Promise<Answered> {
    const headers = { ...rest.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${this.#serving?.url}${path}`, { ...rest, headers });
      const text = await response.text();
      if (response.status === 503 && attempt < MOST_ATTEMPTS) {
        await sleep(500);
        continue;
      }
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
    }
  }

  give({ path, key, body }: Pick<Given, 'path' | 'key' | 'body'>, token: string | undefined): Promise<Answered> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.ask(path, token, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Until everything that follows the log has come to its end, by the token of an operator. */
  async settled(token: string | undefined): Promise<void> {
    for (;;) {
      const { body } = await this.ask('/v1/lag', token);
      if (Object.values(body as Record<string, { behind?: number }>).every(({ behind }) => behind === 0)) return;
      await sleep(20);
    }
  }

  /** How many files lie in the outbox: what people were told from here. */
  async letters(): Promise<number> {
    const entries = await readdir(join(this.data, 'outbox'), { recursive: true, withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isFile()).length;
  }

  /** Every fact of the log, from an export of it. */
  async facts(): Promise<readonly Exported[]> {
    const file = join(this.folder, 'export.ndjson');
    await this.run('log', 'export', '--out', file);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    // The last one counts them.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Exported);
  }

  /** Stops, if it serves, and takes everything away. Returns how serving ended. */
  async close(): Promise<number | null | undefined> {
    const { child, ended } = this.#serving ?? {};
    child?.kill('SIGTERM');
    const timer = setTimeout(() => child?.kill('SIGKILL'), STOPS_WITHIN_MS);
    const code = await ended;
    clearTimeout(timer);
    // A database that had to lie outside of the folder, says the folder.
    const place = await readFile(join(this.data, 'postgres.json'), 'utf8').catch(() => '{}');
    const { home = '' } = JSON.parse(place) as { home?: string };
    if (home.startsWith('/')) await rm(home, { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
    return code;
  }
}

function lastLine(out: string): Said {
  try {
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Said;
  } catch {
    return {};
  }
}
