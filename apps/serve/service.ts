/** The serving process: log, keys, clock, views, queue, tokens, worker and API put together, and taken apart in order. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openPostgresQueue } from '../../libs/outside/queue/postgres-queue.js';
import { openRedisQueue } from '../../libs/outside/queue/redis-queue.js';
import type { Queue } from '../../libs/outside/queue/queue.js';
import { openMailSpool } from '../../libs/outside/mail/mail-spool.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { openViews, type Views } from '../../libs/views/views.js';
import { createApi } from '../api/create-api.js';
import type { Worker } from '../worker/followers/worker-parts.js';
import { startWorker } from '../worker/worker.js';
import { serveAlone } from './clock-lock.js';
import { Closing } from '../../libs/runtime/shutdown.js';
import type { Configuration } from '../../libs/runtime/configuration.js';
import { readiness, type Readiness } from '../../libs/runtime/health.js';
import { openServiceOn, openLog, type OpenService, type OpenLog } from '../../libs/runtime/open-log.js';
import type { Observing } from '../../libs/runtime/logger.js';
import { doorWork } from './operator-work.js';
import { openOperatorDoor } from './operator-door.js';
import { zoneIn } from '../../libs/runtime/roots.js';
import { PlayRefused, type Play } from '../../libs/runtime/log-nature.js';
import { removeServingFile, writeServingFile } from '../../libs/runtime/serving-file.js';
import { openTokens, type Tokens } from '../../libs/runtime/tokens.js';

export interface ServiceOptions {
  readonly observing: Observing;
  readonly play?: Play;
  /** Only the API, or only what follows the log; unset, both. */
  readonly only?: 'api' | 'worker' | undefined;
  /** Works on the log before anything is served from it. */
  readonly prepare?: (log: OpenLog) => Promise<void>;
}

export interface Service {
  readonly opened: OpenService;
  readonly queue: Queue;
  readonly tokens: Tokens;
  readonly views: Views;
  /** Undefined in a process without one. */
  readonly worker: Worker | undefined;
  /** Where the API is; undefined in a process without one. */
  readonly url: string | undefined;
  /** Takes no more requests, finishes those in hand, and closes everything; within ten seconds, or not at all. */
  stop(): Promise<void>;
}

/** Connections for commands, views and reads; followers and the queue keep others of their own. */
const CONNECTIONS = 20;
const STOPS_WITHIN_MS = 10_000;

/**
 * Serves what the configuration names. When it throws, everything that was opened is closed again.
 * @throws what {@link openLog} and {@link openServiceOn} throw, {@link PlayRefused}, and what listening throws.
 */
export async function startService(configuration: Configuration, options: ServiceOptions): Promise<Service> {
  const closing = new Closing(options.observing.log);
  try {
    return await assemble(configuration, options, closing);
  } catch (error) {
    await closing.all(STOPS_WITHIN_MS);
    throw error;
  }
}

async function assemble(configuration: Configuration, options: ServiceOptions, closing: Closing): Promise<Service> {
  const { log: logger, metrics } = options.observing;
  const log = await openLog(configuration, {
    own: true,
    connections: CONNECTIONS,
    onTrouble: (error) => {
      metrics.trouble('embedded');
      logger.warn('trouble with the embedded PostgreSQL', {}, error);
    },
  });
  closing.add('the log', () => log.close());
  await options.prepare?.(log);
  const opened = await openServiceOn(log, configuration, { play: options.play ?? {} });
  if (opened.clock.kind === 'virtual' && options.only !== undefined) throw new PlayRefused('clockAlone');
  const { pool, store, clock } = opened;
  if (clock.kind === 'virtual' && configuration.databaseUrl !== undefined)
    closing.add('the virtual clock', await serveAlone(configuration.databaseUrl));
  const tokens = await openTokens(pool, opened.random);
  const views = await openViews({ pool, store, carried: carriedPlatform().programme });
  const queue = await queueOf(configuration, log, opened, options.observing);
  closing.add('the queue', () => queue.close());
  metrics.observeQueue(() => queue.count());
  const parts = { opened, tokens, views, queue };
  const worker = options.only === 'api' ? undefined : await workOn(configuration, parts, options.observing);
  if (worker) closing.add('the worker', () => worker.stop());
  // Later than where it stood: what falls due on the way happens at its time.
  const asked = options.play?.clock;
  if (worker && clock.kind === 'virtual' && asked !== undefined && asked > clock.now()) await worker.advance(asked);
  const url = options.only === 'worker' ? undefined : await serveApi(configuration, parts, worker, options, closing);
  const zone = async (): Promise<string> => (await zoneIn(store)) ?? configuration.zone;
  const door = await openOperatorDoor(doorWork({ clock, zone, views, worker }), logger);
  closing.add('the door for operators', () => door.close());
  await writeServingFile(configuration.data, {
    pid: process.pid,
    ...(url === undefined ? {} : { url }),
    door: { url: door.url, secret: door.secret },
  });
  closing.add('the address file', () => removeServingFile(configuration.data));
  return { ...parts, worker, url, stop: () => closing.all(STOPS_WITHIN_MS) };
}

interface Parts {
  readonly opened: OpenService;
  readonly tokens: Tokens;
  readonly views: Views;
  readonly queue: Queue;
}

async function workOn(
  { serving }: Configuration,
  { opened, views, queue }: Parts,
  { log, metrics }: Observing,
): Promise<Worker> {
  const { service, store, pool, clock } = opened;
  const worker = await startWorker({
    service,
    store,
    pool,
    views,
    queue,
    clock,
    mailSpool: openMailSpool(serving.outbox),
    checkpoints: postgresCheckpoints(pool),
    log: log.of({ part: 'worker' }),
    metrics,
  });
  metrics.observeLag(async () =>
    Object.fromEntries(Object.entries(await worker.lag()).map(([name, { behind }]) => [name, behind])),
  );
  metrics.observeRefused(async () =>
    Object.fromEntries(
      Object.entries(await worker.lag()).flatMap(([name, { refused }]) =>
        refused === undefined ? [] : [[name, refused] as const],
      ),
    ),
  );
  return worker;
}

/** Listens. Returns where. */
async function serveApi(
  { serving: { host, port }, zone }: Configuration,
  { opened, tokens, views, queue }: Parts,
  worker: Worker | undefined,
  { observing }: ServiceOptions,
  closing: Closing,
): Promise<string> {
  const { service, store, pool, keys, clock } = opened;
  const ready = (): Promise<Readiness> => readiness({ store, views, queue, worker: worker !== undefined });
  const parts = { service, store, pool, keys, tokens, clock, zone, observing, views, queue, worker, ready };
  const api = await createApi(parts);
  const server = api.getHttpServer() as Server;
  closing.add('the API', () => closeApi(api, server));
  await api.listen(port, host);
  const { port: taken } = server.address() as AddressInfo;
  // Of an address that stands for all of them, one that this machine can be reached at.
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${taken}`;
}

/** Connections whose last answer went out while it was closing are kept alive by their clients: nobody else ends them. */
async function closeApi(api: { close(): Promise<void> }, server: Server): Promise<void> {
  const ending = setInterval(() => server.closeIdleConnections(), 50);
  try {
    await api.close();
  } finally {
    clearInterval(ending);
  }
}

function queueOf(
  { serving: { redisUrl }, databaseUrl }: Configuration,
  { embedded }: OpenLog,
  { clock }: OpenService,
  { log }: Observing,
): Promise<Queue> {
  const options = {
    now: () => clock.now(),
    // Under a virtual clock the same year leaves the same log each time.
    inOrder: clock.kind === 'virtual',
    onWarning: (warning: string) => log.warn(warning, { part: 'queue' }),
  };
  return redisUrl === undefined
    ? openPostgresQueue(embedded?.connectionString ?? databaseUrl ?? '', options)
    : openRedisQueue(redisUrl, options);
}
