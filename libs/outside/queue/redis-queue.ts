/** The queue on Redis. */
import { Queue as BoardQueue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { openQueue, type Backend } from './bull-queue.js';
import { CALL_MS, CONNECT_MS, RETRY_MS } from './limits.js';
import { processor, WORKER_OPTIONS } from './work.js';
import type { Queue, QueueOptions } from './queue.js';

/** All of Hearth's keys begin with it. */
const PREFIX = 'hearth';
/** Events of BullMQ that are kept; Hearth reads none. */
const EVENTS = 100;

const shared = {
  connectTimeout: CONNECT_MS,
  retryStrategy: () => RETRY_MS,
  // A server that is still loading its file answers with an error; it is asked again.
  maxLoadingRetryTime: RETRY_MS,
} satisfies RedisOptions;
/** Whoever keeps jobs hears at once that the server is away. */
const prompt = {
  ...shared,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: CALL_MS,
} satisfies RedisOptions;
/** Whoever waits for jobs goes on waiting. */
const patient = { ...shared, maxRetriesPerRequest: null } satisfies RedisOptions;

/**
 * Opens the queue of `options.name` on the server of `url` (`redis://` or `rediss://`). A server that does not answer
 * yet is no error: calls throw `QueueDown` until it does.
 */
export async function openRedisQueue(url: string, options: QueueOptions): Promise<Queue> {
  const queue = openQueue(() => openBackend(url, options), options);
  await queue.healthy();
  return queue;
}

function openBackend(url: string, options: QueueOptions): Backend {
  const connect = (how: typeof prompt | typeof patient): Redis => new Redis(url, how).on('error', () => undefined);
  const client = connect(prompt);
  const backendOptions = { prefix: PREFIX, streams: { events: { maxLen: EVENTS } } };
  if (options.onWarning) warnOnce(client, options.onWarning);
  return {
    queue: (name) => new BoardQueue(name, { ...backendOptions, connection: client }),
    prepare: async () => undefined,
    worker: (name, handle, atOnce) => {
      const connection = connect(patient);
      const worker = new Worker(name, processor(handle), {
        ...WORKER_OPTIONS,
        concurrency: atOnce,
        prefix: PREFIX,
        connection,
      });
      return { worker, free: async () => connection.disconnect() };
    },
    ping: async () => {
      await arrival(client);
      await client.ping();
    },
    close: async () => client.disconnect(),
  };
}

/** Resolves when the connection stands, or was lost for now. */
function arrival(client: Redis): Promise<void> {
  if (client.status !== 'connecting' && client.status !== 'connect') return Promise.resolve();
  return new Promise((resolve) => {
    const arrived = (): void => {
      client.off('ready', arrived).off('close', arrived);
      resolve();
    };
    client.on('ready', arrived).on('close', arrived);
  });
}

/** When it is first connected, whenever that is. */
function warnOnce(client: Redis, warn: (warning: string) => void): void {
  client.once('ready', () => {
    void shortcomings(client).then((found) => found.forEach(warn));
  });
}

/** Settings under which Redis loses jobs that it was given. */
async function shortcomings(client: Redis): Promise<readonly string[]> {
  const wanted: readonly (readonly [string, string, string])[] = [
    ['maxmemory-policy', 'noeviction', 'it may throw reminders away when its memory is full'],
    ['appendonly', 'yes', 'it may lose reminders when it is restarted'],
  ];
  try {
    const found: string[] = [];
    for (const [setting, value, otherwise] of wanted) {
      const [, set] = (await client.config('GET', setting)) as string[];
      if (set !== value) found.push(`Redis: ${setting} is ${set ?? 'unknown'}, not ${value}: ${otherwise}`);
    }
    return found;
  } catch (error) {
    return [
      `Redis does not tell its settings (${String(error)}): it must have maxmemory-policy noeviction and appendonly yes`,
    ];
  }
}
