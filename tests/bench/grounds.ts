/** Where the log of a measurement lies: a ground of its own for each round, with nothing on it. */
import { randomBytes } from 'node:crypto';
import { kurrentStore, type KurrentLog } from '../../libs/store/kurrent/kurrent-store.js';
import { durableHearth, type Opened, type Wrap } from './parts.js';
import type { KurrentServer } from './servers/kurrent-server.js';
import { RawAppender } from './raw/raw-appender.js';
import type { Appender } from './raw/raw-grouping.js';
import { RawKurrent } from './raw/raw-kurrent.js';
import type { Server } from './servers/server.js';
import { ROOT } from './workload.js';

export interface Ground {
  /** Whose log it is. */
  readonly root: string;
  /** Another one each time, which has nothing in memory yet; `wrap` stands between it and its store. */
  service(wrap?: Wrap): Promise<Opened>;
  appender(): Promise<Appender>;
  drop(): Promise<void>;
}

/** A database of its own. */
export async function postgresGround(server: Server): Promise<Ground> {
  const { connectionString, drop } = await server.database();
  return {
    root: ROOT,
    service: (wrap) => durableHearth(connectionString, server.folder, wrap),
    appender: () => RawAppender.open(connectionString),
    drop,
  };
}

export interface KurrentGround extends Ground {
  store(): Promise<KurrentLog>;
}

/** A root that was never there, on a server that cannot be emptied; keys lie in a database of its own. */
export async function kurrentGround(server: Server, { url }: KurrentServer): Promise<KurrentGround> {
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
