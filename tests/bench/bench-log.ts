/** The log of a measurement: a new and empty one for each round. */
import { randomBytes } from 'node:crypto';
import { kurrentStore, type KurrentLog } from '../../libs/store/kurrent/kurrent-store.js';
import { durableHearth, type Opened, type Wrap } from './parts.js';
import type { KurrentServer } from './servers/kurrent-server.js';
import { RawAppender } from './raw/raw-appender.js';
import type { Appender } from './raw/raw-grouping.js';
import { RawKurrent } from './raw/raw-kurrent.js';
import type { Server } from './servers/server.js';
import { ROOT } from './workload.js';

export interface BenchLog {
  /** The federation whose log it is. */
  readonly root: string;
  /** A new service with an empty cache; `wrap` is put between it and its store. */
  service(wrap?: Wrap): Promise<Opened>;
  appender(): Promise<Appender>;
  drop(): Promise<void>;
}

/** A database of its own. */
export async function postgresBenchLog(server: Server): Promise<BenchLog> {
  const { connectionString, drop } = await server.database();
  return {
    root: ROOT,
    service: (wrap) => durableHearth(connectionString, server.folder, wrap),
    appender: () => RawAppender.open(connectionString),
    drop,
  };
}

export interface KurrentBenchLog extends BenchLog {
  store(): Promise<KurrentLog>;
}

/** A new root, because the server cannot be emptied; keys are in a database of its own. */
export async function kurrentBenchLog(server: Server, { url }: KurrentServer): Promise<KurrentBenchLog> {
  const { connectionString, drop } = await server.database();
  const root = `${ROOT}-${randomBytes(6).toString('hex')}`;
  const store = (): Promise<KurrentLog> => kurrentStore({ url, roots: [root] });
  return {
    root,
    store,
    service: (wrap) => durableHearth(connectionString, server.folder, wrap, store),
    appender: async () => new RawKurrent(url),
    drop,
  };
}
