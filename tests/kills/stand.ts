/** Serving processes as somebody would run them, and how each part of them is killed. */
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { startRedis } from '../bench/servers/redis-server.js';
import type { Environment } from '../e2e/hearth.js';
import { startStandIn } from '../kurrent/stand-in.js';
import { served, type Served } from '../serve/served.js';
import { found } from './lane.js';
import type { Caller } from './load.js';
import { folderFor, killPostmaster, startPostgres } from './own-postgres.js';

/** The log on a KurrentDB: killed for longer than a command waits for it, or for less, or stopped in the middle of everything. */
export type LogVictim = 'log' | 'logBriefly' | 'logFrozen';
export type Victim = 'store' | 'queue' | 'worker' | 'API' | LogVictim;

export interface Stand {
  /** For whoever opens the log beside. */
  readonly environment: Environment;
  readonly callers: readonly Caller[];
  readonly outbox: string;
  readonly url: () => string;
  readonly kill: Readonly<Partial<Record<Victim, () => Promise<void>>>>;
  /** Starts again what was killed; resolves when it serves, or has been started. */
  readonly start: Readonly<Partial<Record<Victim, () => Promise<void>>>>;
  /** Process ids by name, of those that nobody may start again but their own kill. */
  pids(): Readonly<Record<string, number>>;
  /** Whether these still run. */
  alive(): boolean;
  /** What they wrote to standard error. */
  errors(): string;
  readonly redisUrl: string | undefined;
  /** Whether it starts its store again by itself. */
  readonly mendsItself: boolean;
  close(): Promise<void>;
}

const KEYS = { HEARTH_LOG_LEVEL: 'warn', HEARTH_PORT: '0' };

/** API and worker apart, on a PostgreSQL and a Redis of the test's own; the Redis keeps nothing on disk. */
export function separate(): Promise<Stand> {
  return opened(async (folder, undo) => {
    const postgres = await startPostgres();
    undo.push(() => postgres.remove());
    const redis = await startRedis(['--appendonly', 'no', '--maxmemory-policy', 'noeviction']);
    undo.push(() => redis.remove());
    const environment = { ...environmentIn(folder, postgres.url), REDIS_URL: redis.url };
    const callers = await found(environment);
    const start = (only: 'api' | 'worker', more: Environment = {}): Promise<Served> =>
      served({ ...environment, HEARTH_DATA: join(folder, only), ...more }, 'serve', '--only', only);
    let api = await start('api');
    undo.push(() => api.stop());
    let worker = await start('worker');
    undo.push(() => worker.stop());
    const { port } = new URL(api.url);
    return {
      environment,
      callers,
      outbox: environment.HEARTH_OUTBOX,
      url: () => api.url,
      kill: { store: postgres.kill, queue: redis.kill, worker: () => killed(worker), API: () => killed(api) },
      start: {
        store: postgres.start,
        queue: redis.start,
        worker: async () => void (worker = await start('worker')),
        API: async () => void (api = await start('api', { HEARTH_PORT: port })),
      },
      pids: () => ({ API: api.pid, worker: worker.pid }),
      alive: () => [api, worker].every(runs),
      errors: () => `${api.errors()}${worker.errors()}`,
      redisUrl: redis.url,
      mendsItself: false,
    };
  });
}

/** One process with everything embedded, which owns its PostgreSQL and starts it again. */
export function embedded(): Promise<Stand> {
  return opened(async (folder, undo) => {
    const environment = { ...KEYS, HEARTH_DATA: join(folder, 'data') };
    const callers = await found(environment);
    const serving = await served(environment, 'serve');
    undo.push(() => serving.stop());
    return {
      environment,
      callers,
      outbox: readConfiguration(environment).serving.outbox,
      url: () => serving.url,
      // The folder lets anybody enter, so the database lies in it.
      kill: { store: () => killPostmaster(join(environment.HEARTH_DATA, 'postgres', 'data')) },
      start: { store: async () => undefined },
      pids: () => ({ serve: serving.pid }),
      alive: () => runs(serving),
      errors: () => serving.errors(),
      redisUrl: undefined,
      mendsItself: true,
    };
  });
}

/** One process on a PostgreSQL, with its log on a KurrentDB: the stand-in. */
export function onKurrent(): Promise<Stand> {
  return opened(async (folder, undo) => {
    const postgres = await startPostgres();
    undo.push(() => postgres.remove());
    const kurrent = await startStandIn();
    undo.push(() => kurrent.stop());
    const environment = { ...environmentIn(folder, postgres.url), KURRENTDB_URL: kurrent.url };
    const callers = await found(environment);
    let api = await served(environment, 'serve');
    undo.push(() => api.stop());
    const { port } = new URL(api.url);
    return {
      environment,
      callers,
      outbox: environment.HEARTH_OUTBOX,
      url: () => api.url,
      kill: {
        log: kurrent.kill,
        logBriefly: kurrent.kill,
        logFrozen: async () => kurrent.freeze(),
        API: () => killed(api),
      },
      start: {
        log: () => kurrent.start(),
        logBriefly: () => kurrent.start(),
        logFrozen: async () => kurrent.thaw(),
        API: async () => void (api = await served({ ...environment, HEARTH_PORT: port }, 'serve')),
      },
      pids: () => ({ API: api.pid }),
      alive: () => runs(api),
      errors: () => api.errors(),
      redisUrl: undefined,
      mendsItself: false,
    };
  });
}

function environmentIn(folder: string, databaseUrl: string) {
  return {
    ...KEYS,
    DATABASE_URL: databaseUrl,
    HEARTH_MASTER_KEY: '07'.repeat(32),
    HEARTH_ERASURE_LIST: join(folder, 'erasures'),
    HEARTH_OUTBOX: join(folder, 'outbox'),
    HEARTH_DATA: join(folder, 'data'),
  };
}

/** Stops what was started, the last first, when the stand is closed or does not come to stand. */
async function opened(
  start: (folder: string, undo: (() => Promise<unknown>)[]) => Promise<Omit<Stand, 'close'>>,
): Promise<Stand> {
  const folder = await folderFor('hearth-kills-');
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const each of undo.toReversed()) await each();
  };
  try {
    return { ...(await start(folder, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function killed({ child }: Served): Promise<void> {
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;
}

function runs({ child }: Served): boolean {
  return child.exitCode === null && child.signalCode === null;
}
