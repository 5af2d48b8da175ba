/** A federation whose log, views and queue are real, and workers on it. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Pool } from 'pg';
import type { Clock, VirtualClock } from '../../libs/runtime/clock.js';
import { openVirtualClock } from '../../libs/runtime/clock.js';
import { CommandService } from '../../libs/runtime/command-service.js';
import { openMetrics, silentLogger, type Logger, type Metrics } from '../../libs/runtime/logger.js';
import type { Worker, WorkerParts } from '../../apps/worker/followers/worker-parts.js';
import type { WorkerTimings } from '../../apps/worker/followers/worker-timings.js';
import { startWorker } from '../../apps/worker/worker.js';
import { decodeEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { openMailSpool, type MailMessage } from '../../libs/outside/mail/mail-spool.js';
import { openPostgresQueue } from '../../libs/outside/queue/postgres-queue.js';
import { openRedisQueue } from '../../libs/outside/queue/redis-queue.js';
import type { Queue } from '../../libs/outside/queue/queue.js';
import { postgresCheckpoints } from '../../libs/store/postgres/checkpoints.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { openViews, type Views } from '../../libs/views/views.js';
import { accepted } from '../given.js';
import { freshDatabase, type FreshDatabase } from '../postgres.js';
import { CYCLE, federation, otherUnits, type Federation } from '../shanghai/federation.js';
import { freshName } from '../contract/queue/server.js';

export interface SceneOptions {
  /** Where the clock is put, any offset. */
  readonly at: string;
  readonly runs?: boolean;
  /** Workers and commands take the clock for a real one: it runs, and nobody puts it. */
  readonly real?: true;
  /** Unset: the queue lies in the database. */
  readonly redisUrl?: string;
  readonly homes?: number;
  /** Of annex 1 only 浦东 and 徐汇 are registered; unset, all 25 units are. */
  readonly fewUnits?: true;
  readonly log?: Logger;
}

/** Days before and after, and whom it goes up to, as `giveReminders` takes them. */
export interface Reminders {
  readonly before?: readonly { readonly days: number; readonly time: string }[];
  readonly overdue?: readonly { readonly days: number; readonly time: string }[];
  readonly escalation?: readonly { readonly days: number; readonly time: string; readonly role: string }[];
}

/** Everything that a worker does by itself at intervals, ten times as often. */
const QUICK: Partial<WorkerTimings> = {
  missIntervalMs: 100,
  viewsIntervalMs: 25,
  resyncIntervalMs: 1_000,
  virtualResyncIntervalMs: 100,
  queueRetryMs: 100,
  lockRetryMs: 50,
  lockCheckMs: 50,
  restartMs: 20,
};

export class Scene {
  readonly metrics: Metrics = openMetrics({ process: false });
  readonly #workers: Worker[] = [];
  readonly #queues: Queue[] = [];
  readonly #queueName = freshName();

  private constructor(
    readonly database: FreshDatabase,
    readonly pool: Pool,
    readonly store: EventStore,
    readonly views: Views,
    readonly clock: VirtualClock,
    readonly folder: string,
    readonly all: Federation,
    readonly options: SceneOptions,
  ) {}

  static async open(options: SceneOptions): Promise<Scene> {
    const database = await freshDatabase('worker', async (connectionString) => {
      const store = await postgresStore({ connectionString });
      await store.close();
    });
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 20 }).on('error', () => undefined);
    const store = await postgresStore({ pool, pollMs: 200 });
    const clock = await openVirtualClock(pool, {
      at: Date.parse(options.at),
      runs: options.real ?? options.runs ?? false,
    });
    const parts = { store, checkpoints: postgresCheckpoints(pool), clock: () => clock.now() };
    const all = await federation(options.homes ?? 2, parts);
    if (!options.fewUnits) await otherUnits(all.house);
    const views = await openViews({ pool, store, carried: carriedPlatform().programme });
    const folder = await mkdtemp(join(tmpdir(), 'hearth-worker-'));
    return new Scene(database, pool, store, views, clock, folder, all, options);
  }

  get house(): Federation['house'] {
    return this.all.house;
  }

  /** A queue of this scene: the same jobs whoever opens it. */
  async queue(): Promise<Queue> {
    const { redisUrl } = this.options;
    const options = { now: () => this.clock.now(), inOrder: !this.options.real, name: this.#queueName };
    const queue = await (redisUrl === undefined
      ? openPostgresQueue(this.database.connectionString, options)
      : openRedisQueue(redisUrl, options));
    this.#queues.push(queue);
    return queue;
  }

  async worker(parts: Partial<WorkerParts> = {}): Promise<Worker> {
    const worker = await startWorker({
      service: this.house.service,
      store: this.store,
      pool: this.pool,
      views: this.views,
      clock: this.now(),
      mailSpool: openMailSpool(this.outbox),
      checkpoints: postgresCheckpoints(this.pool),
      log: this.options.log ?? silentLogger,
      metrics: this.metrics,
      timings: QUICK,
      ...parts,
      queue: parts.queue ?? (await this.queue()),
    });
    this.#workers.push(worker);
    return worker;
  }

  /** Another process's memory of the same log. */
  otherHearth(): CommandService {
    return new CommandService({ ...this.house.parts, clock: () => this.clock.now() });
  }

  async reminders(reminders: Reminders): Promise<void> {
    accepted(await this.house.service.setUp(this.house.root, 'giveReminders', { cycle: CYCLE }, reminders));
  }

  get outbox(): string {
    return join(this.folder, 'out');
  }

  /** Letters to an account, in the order of their files. */
  async letters(account: string): Promise<MailMessage[]> {
    const folder = join(this.outbox, this.house.root, account);
    const names = await readdir(folder).catch(() => []);
    return Promise.all(
      names.toSorted().map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as MailMessage),
    );
  }

  /** What is on record beside a stream: type, step, instant. */
  async watched(stream: string): Promise<string[]> {
    const [category, rest] = [stream.slice(0, stream.indexOf('-')), stream.slice(stream.indexOf('-') + 1)];
    const [root = '', ...id] = rest.split('.');
    const facts = await this.house.facts(`watch-${root}.${category}.${id.join('.')}`);
    return facts.map((fact) => [fact.type, fact.data['step'], fact.at].filter(Boolean).join(' '));
  }

  /** Every fact of these types in the log. */
  async facts(...types: readonly string[]): Promise<Envelope[]> {
    const found: Envelope[] = [];
    for await (const stored of this.store.readLog())
      if (types.includes(stored.type)) found.push(decodeEnvelope(stored.bytes));
    return found;
  }

  now(): Clock | VirtualClock {
    return this.options.real ? { kind: 'real', now: () => this.clock.now() } : this.clock;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.#queues[0]?.wipe().catch(() => undefined);
    await Promise.all(this.#queues.map((queue) => queue.close()));
    await this.store.close();
    await this.pool.end();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
