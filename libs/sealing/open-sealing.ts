import { join } from 'node:path';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Keys, RandomSource, Sealer } from '../engine/ports/sealing.js';
import type { BallotBox } from './ballots/ballot-box.js';
import { MemoryBallotBox } from './ballots/memory-ballot-box.js';
import { PostgresBallotBox } from './ballots/postgres-ballot-box.js';
import { BadErasureList, erasureFile, erasuresInMemory } from './erasure/erasure-list.js';
import { fieldSealer } from './crypto/seal-fields.js';
import { MemoryKeys } from './keys/memory-keys.js';
import { PostgresKeys } from './keys/postgres-keys.js';
import { BadMasterKey, masterFromEnvironment, masterFromFile, masterFromSeed } from './crypto/master-key.js';
import { seededRandom, systemRandom } from './crypto/random.js';

/** All of sealing that an application hands to the engine. */
export interface Sealing<K extends Keys = Keys> {
  readonly keys: K;
  readonly sealer: Sealer;
  readonly votes: BallotBox;
  readonly random: RandomSource;
}

export interface OpenSealing {
  readonly pool: Pool;
  /** `HEARTH_MASTER_KEY`, `HEARTH_MASTER_KEY_OLD` (see `master.ts`) and `HEARTH_ERASURE_LIST`, a path. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A data folder of one's own, for what the environment does not say; never the folder of the database itself. */
  readonly folder?: string | undefined;
}

const PATH = z.string().trim().min(1).max(4096).optional();

/**
 * Sealing on PostgreSQL, for real data. Erasures on the list are applied before this returns.
 * @throws {BadMasterKey} @throws {WrongMasterKey} @throws {BadErasureList}
 */
export async function openSealing({ pool, environment, folder }: OpenSealing): Promise<Sealing<PostgresKeys>> {
  const random = systemRandom();
  const path = PATH.safeParse(environment['HEARTH_ERASURE_LIST']);
  if (!path.success) throw new BadErasureList('HEARTH_ERASURE_LIST is not a path');
  const list = path.data ?? (folder === undefined ? undefined : join(folder, 'erasures'));
  if (list === undefined) throw new BadErasureList('HEARTH_ERASURE_LIST must say where the list of erasures lies');
  let master = masterFromEnvironment(environment);
  if (folder !== undefined) master ??= await masterFromFile(join(folder, 'master.key'), random);
  if (master === undefined) throw new BadMasterKey('HEARTH_MASTER_KEY must be set');
  const keys = await PostgresKeys.open({ pool, master, random, erasures: erasureFile(list) });
  return { keys, sealer: fieldSealer(keys, random), votes: new PostgresBallotBox(pool, keys, random), random };
}

/**
 * Sealing of a simulation whose log lies in a database of its own: everything derives from the seed. `list` is where the
 * list of erasures lies, for a database that is opened again.
 */
export async function openSimulatedSealing(pool: Pool, seed: string, list?: string): Promise<Sealing<PostgresKeys>> {
  const random = seededRandom(seed);
  const master = masterFromSeed(random);
  const erasures = list === undefined ? erasuresInMemory() : erasureFile(list);
  const keys = await PostgresKeys.open({ pool, master, random, erasures });
  return { keys, sealer: fieldSealer(keys, random), votes: new PostgresBallotBox(pool, keys, random), random };
}

/** Sealing in memory; with `seededRandom`, the same keys and nonces as {@link openSimulatedSealing}. */
export function memorySealing(random: RandomSource): Sealing<MemoryKeys> {
  const keys = new MemoryKeys(random);
  return { keys, sealer: fieldSealer(keys, random), votes: new MemoryBallotBox(keys, random), random };
}
