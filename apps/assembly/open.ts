/** Opens what the configuration names, for every command and server alike, and closes it in the right order. */
import type { Pool } from 'pg';
import type { Store } from '../../libs/engine/store.js';
import type { PostgresKeys } from '../../libs/sealing/keys-postgres.js';
import { openSealing } from '../../libs/sealing/open.js';
import { postgresCheckpoints } from '../../libs/store/checkpoints-postgres.js';
import { openEmbedded, type Embedded } from '../../libs/store/embedded.js';
import { openPool } from '../../libs/store/postgres-connection.js';
import { postgresStore } from '../../libs/store/postgres.js';
import { requireKeys, type Configuration } from './configuration.js';
import { Hearth } from './hearth.js';
import { realPatience } from './memory-parts.js';

export interface OpenLog {
  readonly store: Store;
  readonly pool: Pool;
  /** The embedded server, when it is the one in use. */
  readonly embedded: Embedded | undefined;
  /** Lets go of everything; the last one to leave an embedded server stops it. Again is harmless. */
  close(): Promise<void>;
}

export interface OpenHearth extends OpenLog {
  readonly hearth: Hearth;
  readonly keys: PostgresKeys;
}

export interface Opening {
  /** Refuses an embedded data folder that another process owns, where commands attach to it. */
  readonly own?: boolean;
  /** A virtual clock, for a log that is marked as demonstration or test. Milliseconds since 1970. */
  readonly clock?: () => number;
  /** Told when the embedded server was lost, or came back. */
  readonly onTrouble?: (error: Error) => void;
}

/** Store, keys, ballot box and checkpoints share them; a follower keeps one, erasing a person another. */
const CONNECTIONS = 12;

/**
 * The log alone: what reading, proving and copying need. Its tables are made, or brought up to date.
 * @throws {Unavailable} @throws {EmbeddedUnavailable} @throws {AlreadyOwned}
 */
export async function openLog({ data, databaseUrl }: Configuration, opening: Opening = {}): Promise<OpenLog> {
  const { own = false, onTrouble } = opening;
  const embedded =
    databaseUrl === undefined
      ? await openEmbedded(data, { attach: !own, ...(onTrouble ? { onTrouble } : {}) })
      : undefined;
  const pool = openPool(embedded?.connectionString ?? databaseUrl ?? '', CONNECTIONS);
  const leave = async (): Promise<void> => {
    await pool.end();
    await embedded?.close();
  };
  // An idle connection that breaks is replaced; who uses one hears of it there.
  pool.on('error', () => undefined);
  try {
    const store = await postgresStore({ pool });
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= store.close().then(leave));
    return { store, pool, embedded, close };
  } catch (error) {
    await leave();
    throw error;
  }
}

/**
 * Everything: a Hearth that takes commands. Erasures on the list are applied before it is handed out.
 * @throws what {@link openLog} throws, and {@link BadConfiguration}, {@link WrongMasterKey}, {@link BadErasureList}
 */
export async function openHearth(configuration: Configuration, opening: Opening = {}): Promise<OpenHearth> {
  requireKeys(configuration);
  const log = await openLog(configuration, opening);
  try {
    const { keys, votes, random } = await openSealing({
      pool: log.pool,
      environment: configuration.sealing,
      folder: configuration.databaseUrl === undefined ? configuration.data : undefined,
    });
    const hearth = new Hearth({
      store: log.store,
      keys,
      random,
      votes,
      checkpoints: postgresCheckpoints(log.pool),
      clock: opening.clock ?? Date.now,
      virtualClock: opening.clock !== undefined,
      patience: realPatience,
    });
    return { ...log, hearth, keys };
  } catch (error) {
    await log.close();
    throw error;
  }
}
