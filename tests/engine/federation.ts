/** A federation that flies kites, on each store; several houses over one log, each with a memory of its own. */
import { afterAll, afterEach, beforeEach, describe } from '@jest/globals';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { MemoryBallotBox } from '../../libs/sealing/ballots/memory-ballot-box.js';
import { MemoryKeys } from '../../libs/sealing/keys/memory-keys.js';
import { seededRandom } from '../../libs/sealing/crypto/random.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import { House, type Actor } from '../given.js';
import { freshDatabase, describeWithPostgres, type FreshDatabase } from '../postgres.js';
import { kites } from './kites.js';

export const ROOT = 'sky';
export const CYCLE = 'y31';
export const START = '2031-02-01T09:00:00+08:00';
export const UNIT = 'east';
/** Made up: ends in eight zeros. */
export const PHONE = '13900000000';

/** One log, and what lies beside it. */
export interface Log {
  readonly store: EventStore;
  /** Another handle on the same log: what another process would have. */
  another(): Promise<EventStore>;
}

type Opening = { open(): Promise<Log>; drop(): Promise<void> };

function inMemory(): Opening {
  return {
    open: () => {
      const store = memoryStore();
      return Promise.resolve({ store, another: () => Promise.resolve(store) });
    },
    drop: () => Promise.resolve(),
  };
}

function onPostgres(): Opening {
  let databases: FreshDatabase[] = [];
  let stores: EventStore[] = [];
  return {
    open: async () => {
      const database = await freshDatabase('engine');
      databases.push(database);
      const another = async (): Promise<EventStore> => {
        const store = await postgresStore({ connectionString: database.connectionString, connections: 4 });
        stores.push(store);
        return store;
      };
      return { store: await another(), another };
    },
    drop: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(databases.map((database) => database.drop()));
      [stores, databases] = [[], []];
    },
  };
}

/** The same tests on every store. `log` is a fresh one for each test. */
export function onEachStore(title: string, tests: (log: () => Log) => void): void {
  const stores = [
    ['memory', inMemory(), describe],
    ['PostgreSQL', onPostgres(), describeWithPostgres],
  ] as const;
  for (const [name, opening, suite] of stores) {
    suite(`${title}: ${name}`, () => {
      let log: Log;
      beforeEach(async () => {
        log = await opening.open();
      });
      afterEach(() => opening.drop());
      afterAll(() => opening.drop());
      tests(() => log);
    });
  }
}

export interface Federation {
  readonly house: House;
  readonly keys: MemoryKeys;
  readonly votes: MemoryBallotBox;
  readonly keeper: Actor;
  /** Another house over the same log, keys and box, which remembers nothing yet. */
  another(parts?: Partial<CommandServiceParts>): Promise<House>;
}

/** The cycle of the kites, open; a meadow in `east`, which lies below `top`. */
export async function federation(log: Log, parts: Partial<CommandServiceParts> = {}): Promise<Federation> {
  const random = seededRandom('kites');
  const keys = new MemoryKeys(random);
  const votes = new MemoryBallotBox(keys, random);
  const shared = { store: log.store, keys, votes, random, ...parts };
  const house = await new House(ROOT, START, shared).founded();
  await house.units([
    ['top', 'top'],
    [UNIT, 'field', 'top'],
  ]);
  await house.cycle(CYCLE, kites, 'top');
  const keeper = await house.actor('keeper', UNIT);
  await house.accepts(CYCLE, 'openMeadow', { unit: UNIT }, keeper, {}, { key: 'open' });
  return {
    house,
    keys,
    votes,
    keeper,
    another: async (own = {}) => {
      const other = new House(ROOT, START, { ...shared, store: await log.another(), ...own });
      other.now = house.now;
      return other;
    },
  };
}

export interface Asked {
  readonly key: string;
  readonly expected?: number;
  readonly phone?: string;
  readonly name?: string;
}

export function build(house: House, by: Actor, home: string, asked: Asked): Promise<Outcome> {
  const { phone = PHONE, name = 'Red kite', ...given } = asked;
  return house.give(CYCLE, 'buildKite', { home }, by, { unit: UNIT, sheet: { name, phone } }, given);
}

export function stream(category: string, id: string): string {
  return `${category}-${ROOT}.${CYCLE}.${id}`;
}

/** How many of each: accepted, refused by reason, conflicts. */
export function tally(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name = outcome.kind === 'rejected' ? outcome.rejection.reason : outcome.kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
