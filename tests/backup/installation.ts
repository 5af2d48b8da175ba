/** Installations on databases of their own, to be backed up and restored by the command line as operators do. */
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { openService, type OpenService } from '../../libs/runtime/open-log.js';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openSealing } from '../../libs/sealing/open-sealing.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { bindTo } from '../../libs/store/postgres/log-binding.js';
import { kurrentStore } from '../../libs/store/kurrent/kurrent-store.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { hearth, type Ended, type Environment } from '../e2e/hearth.js';
import { startStandIn } from '../kurrent/stand-in.js';
import { poolOf } from '../pool.js';
import { freshDatabase } from '../postgres.js';

export interface Installation {
  readonly environment: Environment;
  readonly connectionString: string;
  readonly pool: Pool;
  readonly store: EventStore;
  /** Its list of erasures: a file that may not be there. */
  readonly list: string;
}

export type LogLies = 'PostgreSQL' | 'KurrentDB';

async function onKurrent(url: string, pool: Pool): Promise<EventStore> {
  const store = await kurrentStore({ url });
  await bindTo(pool, store.epoch, store, true);
  return store;
}

/** A folder of the test's own and what is opened in it; all of it goes with {@link Workshop.close}. */
export class Workshop {
  readonly #closing: (() => Promise<unknown>)[] = [];

  private constructor(readonly folder: string) {}

  static async open(): Promise<Workshop> {
    return new Workshop(await mkdtemp(join(tmpdir(), 'hearth-backup-')));
  }

  /**
   * An empty log and a database, and a place for a list of erasures. All have the same master key, unless it is said
   * otherwise.
   */
  async installation(where: LogLies = 'PostgreSQL', master = '5a'.repeat(32)): Promise<Installation> {
    const database = await freshDatabase('backup');
    const { connectionString } = database;
    const pool = poolOf(connectionString);
    const server = where === 'KurrentDB' ? await startStandIn() : undefined;
    const store = server === undefined ? await postgresStore({ pool }) : await onKurrent(server.url, pool);
    const folder = await mkdtemp(join(this.folder, 'machine-'));
    const list = join(folder, 'erasures');
    this.#closing.push(async () => {
      await store.close();
      await pool.end();
      await server?.stop();
      await database.drop();
    });
    const environment = {
      ...(server === undefined ? {} : { KURRENTDB_URL: server.url }),
      DATABASE_URL: connectionString,
      HEARTH_MASTER_KEY: master,
      HEARTH_ERASURE_LIST: list,
      HEARTH_DATA: folder,
    };
    return { environment, connectionString, pool, store, list };
  }

  /** Everything that takes commands, with the keys of the installation. */
  async opened({ environment }: Installation): Promise<OpenService> {
    const opened = await openService(readConfiguration(environment));
    this.#closing.push(() => opened.close());
    return opened;
  }

  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close();
    await rm(this.folder, { recursive: true });
  }
}

export interface Archives {
  readonly log: string;
  readonly keys: string;
}

/** Backs up into a new folder, and ends the test when that fails. */
export async function backedUp({ environment }: Installation, folder: string): Promise<Archives> {
  const into = await mkdtemp(join(folder, 'archives-'));
  const { code, err, json } = await hearth(environment, 'backup', into, '--json', '--lang', 'en');
  if (code !== 0) throw new Error(err);
  return json['files'] as Archives;
}

export function restoredInto({ environment }: Installation, { log, keys }: Archives): Promise<Ended> {
  return hearth(environment, 'restore', log, keys, '--json', '--lang', 'en');
}

/** The list of erasures as it is kept elsewhere is brought along. */
export async function bringList(from: Installation, to: Installation): Promise<void> {
  await copyFile(from.list, to.list);
}

/** Facts in the log, and rows in the tables beside it. */
export async function contents({ pool }: Installation): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const tables = ['hearth.facts', 'sealing.keys', 'sealing.votes', 'sealing.installation', 'service.tokens'];
  for (const table of [...tables, 'service.clock', 'service.seed']) {
    const { rows } = await pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
    if (rows[0]?.there !== true) continue;
    const found = await pool.query<{ n: string }>(`select count(*) as n from ${table}`);
    counts[table] = Number(found.rows[0]?.n);
  }
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** Key ids, and the keys that open; an erased one is undefined. */
export async function keysOf({ pool, environment }: Installation): Promise<Map<string, string | undefined>> {
  const { keys } = await openSealing({ pool, environment });
  const { rows } = await pool.query<{ id: string }>('select id from sealing.keys order by id');
  const found = new Map<string, string | undefined>();
  for (const { id } of rows) {
    const key = await keys.get(id);
    found.set(id, key && Buffer.from(key).toString('hex'));
  }
  return found;
}

export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}
