/** Opens what the configuration names, for every command and server alike, and closes it in the right order. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { EventStore } from '../engine/ports/event-store.js';
import type { PostgresKeys } from '../sealing/keys/postgres-keys.js';
import type { RandomSource } from '../engine/ports/sealing.js';
import { openSealing, openSimulatedSealing, type Sealing } from '../sealing/open-sealing.js';
import { postgresCheckpoints } from '../store/postgres/checkpoints.js';
import { bindTo, unbind } from '../store/postgres/log-binding.js';
import { openEmbedded, type Embedded } from '../store/embedded/embedded-postgres.js';
import { kurrentStore } from '../store/kurrent/kurrent-store.js';
import { openPool } from '../postgres/connection.js';
import { postgresStore } from '../store/postgres/postgres-store.js';
import { requireKeys, type Configuration as WholeConfiguration } from './configuration.js';
import { CommandService } from './command-service.js';
import { systemRetryTimer } from './memory-parts.js';
import type { Clock } from './clock.js';
import { playedIn, type Play } from './log-nature.js';

/** What opening needs of it. */
type Configuration = Pick<WholeConfiguration, 'data' | 'databaseUrl' | 'sealing'> &
  Partial<Pick<WholeConfiguration, 'kurrentUrl'>>;

export interface OpenLog {
  readonly store: EventStore;
  readonly pool: Pool;
  /** The embedded server, when it is the one in use. */
  readonly embedded: Embedded | undefined;
  /** Whether the log lies elsewhere than what lies beside it, in `pool`. */
  readonly elsewhere: boolean;
  /** Lets go of everything; the last one to leave an embedded server stops it. Again is harmless. */
  close(): Promise<void>;
}

export interface OpenService extends OpenLog {
  readonly service: CommandService;
  readonly keys: PostgresKeys;
  readonly random: RandomSource;
  readonly clock: Clock;
  /** From which everything drawn derives, in a demonstration or test that was begun so. */
  readonly seed: string | undefined;
}

export interface Opening {
  /** Refuses an embedded data folder that another process owns, where commands attach to it. */
  readonly own?: boolean;
  /** A virtual clock of the caller's own, of which nothing is kept. Milliseconds since 1970. */
  readonly clock?: () => number;
  /** A virtual clock, or a seed, that the log is to be served with; unset, as it was served last. */
  readonly play?: Play;
  /** A whole log is about to be written, into an empty one: it need not go with this database yet. */
  readonly moving?: boolean;
  /** Connections at most (default 12). */
  readonly connections?: number;
  /** Told when the embedded server was lost, or came back. */
  readonly onTrouble?: (error: Error) => void;
}

/** Store, keys, ballot box and checkpoints share them; a follower keeps one, erasing a person another. */
const CONNECTIONS = 12;

/**
 * The log alone: what reading, proving and copying need. Its tables are made, or brought up to date.
 * @throws {Unavailable} @throws {EmbeddedUnavailable} @throws {AlreadyOwned} @throws {KurrentRefused} @throws {LogElsewhere}
 */
export async function openLog(configuration: Configuration, opening: Opening = {}): Promise<OpenLog> {
  const { data, databaseUrl, kurrentUrl } = configuration;
  const { own = false, onTrouble, connections = CONNECTIONS, moving = false } = opening;
  const embedded =
    databaseUrl === undefined
      ? await openEmbedded(data, { attach: !own, ...(onTrouble ? { onTrouble } : {}) })
      : undefined;
  const pool = openPool(embedded?.connectionString ?? databaseUrl ?? '', connections);
  const leave = async (): Promise<void> => {
    await pool.end();
    await embedded?.close();
  };
  // An idle connection that breaks is replaced; who uses one hears of it there.
  pool.on('error', () => undefined);
  try {
    const store = kurrentUrl === undefined ? await inPostgres(pool, moving) : await onKurrent(pool, kurrentUrl, moving);
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= store.close().then(leave));
    return { store, pool, embedded, elsewhere: kurrentUrl !== undefined, close };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function inPostgres(pool: Pool, moving: boolean): Promise<EventStore> {
  const store = await postgresStore({ pool });
  try {
    await unbind(pool, moving);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function onKurrent(pool: Pool, url: string, moving: boolean): Promise<EventStore> {
  const store = await kurrentStore({ url });
  try {
    await bindTo(pool, store.epoch, store, moving);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Everything: a service that takes commands. Erasures on the list are applied before it is handed out.
 * @throws what {@link openLog} throws, and {@link BadConfiguration}, {@link PlayRefused}, {@link WrongMasterKey}, {@link BadErasureList}
 */
export async function openService(configuration: Configuration, opening: Opening = {}): Promise<OpenService> {
  const log = await openLog(configuration, opening);
  try {
    return await openServiceOn(log, configuration, opening);
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** A service on a log that is open already; when this throws, the log stays open. @throws as {@link openService} */
export async function openServiceOn(
  log: OpenLog,
  configuration: Configuration,
  opening: Opening = {},
): Promise<OpenService> {
  const played = await playedIn(log, opening.play ?? {}, opening.clock !== undefined);
  const { seed } = played;
  const clock: Clock = opening.clock === undefined ? played.clock : { now: opening.clock, kind: 'virtual' };
  const { keys, votes, random } = await sealingOf(log.pool, configuration, seed);
  const service = new CommandService({
    store: log.store,
    keys,
    random,
    votes,
    checkpoints: postgresCheckpoints(log.pool),
    clock: () => clock.now(),
    virtualClock: clock.kind === 'virtual',
    retry: systemRetryTimer,
  });
  return { ...log, service, keys, random, clock, seed };
}

async function sealingOf(
  pool: Pool,
  configuration: Configuration,
  seed: string | undefined,
): Promise<Sealing<PostgresKeys>> {
  if (seed !== undefined) {
    await mkdir(configuration.data, { recursive: true });
    const list = configuration.sealing['HEARTH_ERASURE_LIST'] ?? join(configuration.data, 'erasures');
    return openSimulatedSealing(pool, seed, list);
  }
  requireKeys(configuration);
  return openSealing({
    pool,
    environment: configuration.sealing,
    folder: configuration.databaseUrl === undefined ? configuration.data : undefined,
  });
}
