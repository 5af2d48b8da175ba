/** A serving process of its own, built and started as users start it, and what it takes of the machine. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Serving {
  readonly url: string;
  readonly pid: number;
  /** From its start to the answer that was waited for, in milliseconds. */
  readonly answeredMs: number;
  stop(): Promise<void>;
}

const MAIN = join(import.meta.dirname, '..', '..', '..', 'apps', 'cli', 'main.js');
const STARTS_WITHIN_MS = 120_000;

/**
 * `hearth serve …`, once it answers (`live`) or can take commands and show what came of them (`ready`). Rejects with what
 * it said when it ends before that.
 */
export async function serving(
  environment: Readonly<Record<string, string>>,
  until: 'live' | 'ready',
  ...args: readonly string[]
): Promise<Serving> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, '--json', 'serve', ...args], {
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], HEARTH_LOG_LEVEL: 'error' },
      ...environment,
      HEARTH_PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4_000)));
  while (!(await answers(`${url}/health/${until}`))) {
    if (child.exitCode !== null || performance.now() - began > STARTS_WITHIN_MS) {
      child.kill('SIGKILL');
      throw new Error(`it did not serve (${child.exitCode}): ${words}`);
    }
    await sleep(5);
  }
  return { url, pid: child.pid ?? 0, answeredMs: performance.now() - began, stop: () => stopped(child) };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** Memory that a process has to itself and its share of what it shares, in megabytes (`Pss`); Linux only. */
export async function memoryOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? Number.NaN) / 1000;
}

/** Resident memory of a process, now and at its largest, in megabytes. */
export async function residentOf(pid: number): Promise<{ readonly now: number; readonly most: number }> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1000;
  return { now: of('VmRSS'), most: of('VmHWM') };
}

/** Ids of the processes that a process has started, directly. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid) found.push(Number(name));
  }
  return found;
}
