/** A real Redis that whoever asked for it may kill and start again. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface OwnRedis {
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

/** Why there is no program to start; undefined when there is one. */
export function missingRedisServer(): string | undefined {
  if (spawnSync('redis-server', ['--version']).status === 0) return undefined;
  return 'redis-server is not installed (Debian package redis-server)';
}

/** A server of one's own; `settings` as on the command line of `redis-server`. */
export async function startRedis(
  settings: readonly string[] = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
): Promise<OwnRedis> {
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
