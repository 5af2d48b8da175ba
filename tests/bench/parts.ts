/** Hearths to measure: one as it is run for real, and one in memory. */
import { join } from 'node:path';
import type { Pool } from 'pg';
import { CommandService } from '../../libs/runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../../libs/runtime/memory-parts.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { memorySealing, openSealing } from '../../libs/sealing/open-sealing.js';
import { systemRandom } from '../../libs/sealing/crypto/random.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { openPool } from '../../libs/postgres/connection.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { NOW } from './workload.js';

export interface Opened {
  readonly service: CommandService;
  readonly close: () => Promise<void>;
}

/** Master key and list of erasures of a database, the same for whoever opens it. */
export function sealedWith(connectionString: string, folder: string) {
  return {
    HEARTH_MASTER_KEY: '7'.repeat(64),
    HEARTH_ERASURE_LIST: join(folder, new URL(connectionString).pathname.slice(1)),
  };
}

export type Wrap = (store: EventStore) => EventStore;

/** `wrap` stands between the engine and its store; `logOn` opens the log, elsewhere than in the database if it likes. */
export async function durableHearth(
  connectionString: string,
  folder: string,
  wrap: Wrap = (store) => store,
  logOn: (pool: Pool) => Promise<EventStore> = (pool) => postgresStore({ pool }),
): Promise<Opened> {
  const pool = openPool(connectionString, 12).on('error', () => undefined);
  const store = await logOn(pool);
  const { keys, votes, random } = await openSealing({
    pool,
    environment: sealedWith(connectionString, folder),
  });
  const service = new CommandService({
    store: wrap(store),
    keys,
    random,
    votes,
    checkpoints: memoryCheckpoints(),
    clock: Date.now,
    retry: systemRetryTimer,
  });
  return { service, close: () => store.close().then(() => pool.end()) };
}

/** Everything in memory. The facts are the same each time, but for what is sealed. */
export function memoryHearth(store: EventStore = memoryStore()): CommandService {
  const random = systemRandom();
  const { keys, votes } = memorySealing(random);
  return new CommandService({
    store,
    keys,
    random,
    votes,
    checkpoints: memoryCheckpoints(),
    clock: () => NOW,
    retry: systemRetryTimer,
  });
}
