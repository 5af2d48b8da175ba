/** A serving process of a test's own, built and started as a user starts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Environment } from '../e2e/hearth.js';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NODE = join(ROOT, 'node_modules/.bin/node');
const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 30_000;

const toldSchema = z.object({
  url: z.string().nullable(),
  pid: z.int(),
  clock: z.enum(['real', 'virtual']),
  now: z.string(),
  roots: z.array(z.object({ root: z.string(), nature: z.string() })),
  tokens: z.array(z.object({ role: z.string(), account: z.string(), text: z.string() })),
});

export interface Served {
  readonly url: string;
  readonly pid: number;
  readonly told: z.infer<typeof toldSchema>;
  /** Texts of the tokens that it printed, by role. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop and waits until it has. Returns its exit code. */
  stop(): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Ends what a test that failed on the way has left. */
export async function endServed(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      return ended;
    }),
  );
}

/** Starts `hearth serve …` and waits until it says where it is. Rejects with what it said when it ends before that. */
export async function served(environment: Environment, ...args: readonly string[]): Promise<Served> {
  const child = spawn(NODE, [join(ROOT, 'dist/apps/cli/main.js'), '--json', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  const begun = Date.now();
  while (!out.includes('\n')) {
    if (child.exitCode !== null || Date.now() - begun > STARTS_WITHIN_MS) {
      child.kill('SIGKILL');
      throw new Error(`it ended with ${child.exitCode} before it served: ${err}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const said = JSON.parse(out) as object;
  if ('error' in said) throw new Error(`it did not serve: ${out}${err}`);
  const told = toldSchema.parse(said);
  return {
    url: told.url ?? '',
    pid: told.pid,
    told,
    tokens: Object.fromEntries(told.tokens.map(({ role, text }) => [role, text])),
    child,
    errors: () => err,
    ended,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}
