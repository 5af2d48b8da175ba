/** The embedded server's process: made, found again, started and stopped. Its own pid file keeps two from one cluster. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedUnavailable, exists, renameUnlessThere } from './places.js';
import type { Place, Programs, RunAs } from './places.js';

export const USER = 'hearth';

export interface Server {
  readonly place: Place;
  readonly programs: Programs;
  readonly user: RunAs | undefined;
}

/** A running postmaster, from the pid file in its cluster. */
interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const STARTS_WITHIN_MS = 60_000;
const MOST_LOG_BYTES = 8 * 1024 * 1024;
const MOST_FAILURES = 12;
const STOPS_WITHIN_MS = 30_000;

/** For two cores and a log: durable, quiet, and without rows' contents in its messages. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  shared_buffers: '128MB',
  max_connections: '200',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  huge_pages: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** The port of the cluster's running server, started if there is none. `port` is kept to where one is given. */
export async function ensureRunning(server: Server, port?: number): Promise<number> {
  await makeCluster(server);
  const deadline = Date.now() + STARTS_WITHIN_MS;
  let child: ChildProcess | undefined;
  let failures = 0;
  while (Date.now() < deadline && failures < MOST_FAILURES) {
    const found = await findPostmaster(server.place.cluster);
    if (found?.ready === true) return found.port;
    if (child !== undefined && (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)) {
      // Lost the race for the port or the cluster, or the children of a killed server still hold its memory.
      child = undefined;
      failures += 1;
      await sleep(100 * failures);
    } else if (found === undefined && child === undefined) {
      // Two processes may both come here: the postmaster's own pid file lets one through, the other finds it.
      child = await start(server, port ?? (await freePort()));
    } else {
      await sleep(10);
    }
  }
  throw new EmbeddedUnavailable(
    `PostgreSQL did not start. Its last words in ${logFile(server.place)}:\n${await lastWords(server.place)}`,
  );
}

/** Asks the server to stop (open transactions are rolled back) and waits until it has. */
export async function stop({ place }: Server): Promise<void> {
  const found = await findPostmaster(place.cluster);
  if (found === undefined) return;
  process.kill(found.pid, 'SIGINT');
  const deadline = Date.now() + STOPS_WITHIN_MS;
  while ((await findPostmaster(place.cluster))?.pid === found.pid) {
    if (Date.now() > deadline) throw new EmbeddedUnavailable(`PostgreSQL (pid ${found.pid}) did not stop in time`);
    await sleep(10);
  }
}

/** The postmaster that runs on this cluster. A pid file left by a dead one, or whose pid is another program's by now, is none. */
async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  // Being written; it is read again in a moment.
  if (!Number.isSafeInteger(pid) || pid <= 0) return { pid: 0, port: 0, ready: false };
  if (!isAlive(pid)) return undefined;
  if (!(await isPostgres(pid))) {
    // PostgreSQL itself only asks whether some process has this pid, and would refuse to start.
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) await rm(file, { force: true });
    return undefined;
  }
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Without /proc (not Linux) a live pid is taken at its word. */
async function isPostgres(pid: number): Promise<boolean> {
  if (!(await exists('/proc/self/cmdline'))) return true;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0')[0]?.includes('postgres') === true;
}

async function makeCluster(server: Server): Promise<void> {
  const { place, programs, user } = server;
  if (await exists(place.cluster)) return;
  await sweep(place.home);
  // Made beside and moved into place, so that one cut short is never taken for a cluster.
  const fresh = join(place.home, `new-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${fresh}.password`;
  await writeFile(passwordFile, place.password, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  try {
    const flags = ['--locale=C', '--encoding=UTF8', '--auth=scram-sha-256', `--username=${USER}`, '--no-instructions'];
    await run(server, join(programs.folder, 'bin', 'initdb'), [
      ...flags,
      `--pwfile=${passwordFile}`,
      `--pgdata=${fresh}`,
    ]);
    await renameUnlessThere(fresh, place.cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** What an initdb that was cut short left behind. */
async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const path = join(home, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (name.startsWith('new-') && age > 600_000) await rm(path, { recursive: true, force: true });
  }
}

function run({ place, user }: Server, program: string, flags: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, flags, {
      cwd: place.home,
      env: environment(place),
      stdio: ['ignore', 'ignore', 'pipe'],
      ...user,
    });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-4_000);
    });
    child.on('error', (error) => reject(new EmbeddedUnavailable(`${program} cannot be run: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new EmbeddedUnavailable(`${program} failed (${code}): ${words}`)),
    );
  });
}

/** Starts the server in a session of its own, so that it outlives this process. */
async function start({ place, programs, user }: Server, port: number): Promise<ChildProcess> {
  const { size } = await stat(logFile(place)).catch(() => ({ size: 0 }));
  const log = await open(logFile(place), size > MOST_LOG_BYTES ? 'w' : 'a', 0o600);
  try {
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(
      join(programs.folder, 'bin', 'postgres'),
      ['-D', place.cluster, '-p', String(port), ...settings],
      {
        cwd: place.home,
        env: environment(place),
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        ...user,
      },
    );
    // A spawn that fails is seen by its missing pid.
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

function environment(place: Place): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: place.home, LC_ALL: 'C', TZ: 'UTC' };
}

function logFile(place: Place): string {
  return join(place.home, 'postgres.log');
}

async function lastWords(place: Place): Promise<string> {
  return (await readFile(logFile(place), 'utf8').catch(() => '(none)')).slice(-2_000);
}

/** A port that was free a moment ago; if another takes it first, the server does not start and the next one is tried. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
