/** The queue on PostgreSQL, in a schema of its own beside whatever else the database holds. */
import { createPostgresBackend, Queue as BoardQueue, runMigrations, Worker, type PgPool } from 'bullmq';
import pg from 'pg';
import { openQueue, type Backend } from './bull-queue.js';
import { CALL_MS, CONNECT_MS } from './limits.js';
import { processor, WORKER_OPTIONS } from './work.js';
import type { Queue, QueueOptions } from './queue.js';

/** BullMQ expects this one of a pool that it did not make. */
const SCHEMA = 'bullmq';
const KEEPING = 4;
const WORKING = 8;
/** Events of BullMQ that are kept; Hearth reads none. */
const EVENTS = 1_000;

/**
 * Opens the queue of `options.name` in the database of `connectionString` and makes its tables where they are missing.
 * A server that does not answer yet is no error: calls throw `QueueDown` until it does.
 */
export async function openPostgresQueue(connectionString: string, options: QueueOptions): Promise<Queue> {
  const queue = openQueue(() => openBackend(connectionString), options);
  await queue.count().catch(() => undefined);
  return queue;
}

function openBackend(connectionString: string): Backend {
  const pool = openPool(connectionString, KEEPING);
  let migrated = false;
  return {
    queue: (name) => {
      const settings = { connection: pool as PgPool, streams: { events: { maxLen: EVENTS } } };
      return new BoardQueue(name, settings, createPostgresBackend) as unknown as BoardQueue;
    },
    prepare: async () => {
      if (migrated) return;
      await migrate(pool);
      migrated = true;
    },
    worker: (name, handle, atOnce) => {
      // One of them listens.
      const own = openPool(connectionString, WORKING + 1);
      const settings = { ...WORKER_OPTIONS, concurrency: atOnce, connection: own as PgPool };
      const worker = new Worker(name, processor(handle), settings, createPostgresBackend);
      return { worker: worker as unknown as Worker, free: () => own.end() };
    },
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: 'hearth queue',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: 2 * CALL_MS,
    keepAlive: true,
    // What a crash of the server takes from the queue is found again in the log: no commit here waits for the disk.
    options: `-c search_path=${SCHEMA} -c synchronous_commit=off`,
  });
  pool.on('error', () => undefined);
  // A session that the server ends says so beside the failed statement too; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
