/**
 * Real Redis servers for tests: each suite that asks gets a `redis-server` of its own, on a free port, with its own folder, set
 * up as Hearth wants it, which the suite may kill and start again.
 *
 * `HEARTH_TEST_REDIS_URL` names one that is there already; nobody kills that one. Where there is neither, suites that
 * need it fail when `HEARTH_REQUIRE_ALL` is set, and name themselves as left out otherwise.
 */
import { describe } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface TestRedis {
  readonly url: string;
  /** SIGKILL: what was not yet written to the file is lost. */
  readonly kill: () => Promise<void>;
  /** Again after a kill, on the same port and folder; resolves when it answers. Nothing while it runs. */
  readonly start: () => Promise<void>;
  /** It no longer answers, and does not go away (SIGSTOP); until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Kills it and removes its folder. */
  readonly remove: () => Promise<void>;
}

const START_MS = 20_000;

function missingRedis(ownProcess: boolean): string | undefined {
  if (!ownProcess && process.env['HEARTH_TEST_REDIS_URL'] !== undefined) return undefined;
  if (spawnSync('redis-server', ['--version']).status === 0) return undefined;
  const why = 'redis-server is not installed (Debian package redis-server)';
  if (process.env['HEARTH_REQUIRE_ALL'] !== undefined) throw new Error(`Redis is required and missing: ${why}`);
  return why;
}

/** A suite that needs Redis; without it the suite is not run, its name says why, and the count of tests shows it. */
export function describeWithRedis(name: string, suite: () => void, needed: { ownProcess?: boolean } = {}): void {
  const missing = missingRedis(needed.ownProcess ?? false);
  (missing === undefined ? describe : describe.skip)(missing === undefined ? name : `${name}: ${missing}`, suite);
}

/** The server that is there already, or one of the suite's own. */
export async function openTestRedis(): Promise<TestRedis> {
  const url = process.env['HEARTH_TEST_REDIS_URL'];
  if (url === undefined) return startRedis();
  const notMine = async (): Promise<void> => {
    throw new Error('HEARTH_TEST_REDIS_URL names a server that tests may not kill');
  };
  const untouched = (): void => undefined;
  return { url, kill: notMine, start: notMine, pause: untouched, resume: untouched, remove: async () => undefined };
}

/** A server of one's own; `settings` as on the command line of `redis-server`. */
export async function startRedis(
  settings: readonly string[] = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const runs = (): boolean => server !== undefined && server.exitCode === null && server.signalCode === null;
  const start = async (): Promise<void> => {
    if (runs()) return;
    server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings],
      { stdio: 'ignore' },
    );
    await answers(url, server);
  };
  const kill = async (): Promise<void> => {
    if (!server || !runs()) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    url,
    kill,
    start,
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks until it answers, its file loaded; throws when it has ended instead. */
async function answers(url: string, server: ChildProcess): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('redis-server ended at its start')));
  ended.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`redis-server did not answer in ${START_MS} ms`)), START_MS);
  });
  try {
    await Promise.race([client.ping(), ended, late]);
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
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
