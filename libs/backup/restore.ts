/**
 * Putting a back-up back into an empty database. Both archives are gone through to their ends, and the list of erasures
 * and the master key are tried, before anything is written. From the first row written to the last, nobody can open the
 * database's keys; at last the erasures on the list are applied, and only then is the way free.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { EventStore } from '../engine/ports/event-store.js';
import {
  beginRestoring,
  putKeys,
  putVotes,
  restoredWith,
  sealingIsEmpty,
  type KeyCopy,
  type VoteCopy,
} from '../sealing/database/copies.js';
import {
  masterFromEnvironment,
  masterFromFile,
  masterFromSeed,
  WrongMasterKey,
  type Master,
} from '../sealing/crypto/master-key.js';
import { seededRandom, systemRandom } from '../sealing/crypto/random.js';
import { sealingSchema } from '../sealing/database/schema.js';
import { postgresCheckpoints } from '../store/postgres/checkpoints.js';
import { withConnection } from '../postgres/connection.js';
import { migrate } from '../postgres/migrations.js';
import { transaction } from '../postgres/transactions.js';
import { checkLines, exportLog, importLog } from '../store/transfer/transfer.js';
import { BadArchive, entriesOf, headerOf, logLinesOf, type CheckpointCopy, type Header } from './archive.js';
import type { BackedUp } from './back-up.js';
import { requireKeys } from '../runtime/configuration.js';
import type { OpenLog } from '../runtime/open-log.js';
import { applyErasures, readErasureList, withErasures, type RestoreTarget } from './apply-erasures.js';
import { RestoreRefused } from './restore-refused.js';
import {
  putServiceRows,
  serviceIsEmpty,
  type ClockCopy,
  type RefusedCopy,
  type ServiceRows,
  type TokenCopy,
} from './service-rows.js';
import { serviceSchema } from '../runtime/service-schema.js';
import { workerSchema } from '../runtime/worker-schema.js';

export interface Restoring {
  /** The lines of each archive, without line ends; each is read several times. */
  readonly log: () => AsyncIterable<string>;
  readonly keys: () => AsyncIterable<string>;
  readonly progress: (step: 'checking' | 'writing' | 'comparing', done: number) => void;
}

export interface Restored extends BackedUp {
  /** Keys that were erased after the back-up was made, and are erased again. */
  readonly erasedSince: number;
  /** Whether nothing of them is left in the database's files. */
  readonly complete: boolean;
}

/**
 * @throws {BadArchive} {@link BadLine} {@link RestoreRefused} {@link BadConfiguration}: nothing was written.
 * @throws {Unavailable} on the way: the database is not whole, says so when it is opened, and has to be dropped.
 */
export async function restore(log: OpenLog, where: RestoreTarget, restoring: Restoring): Promise<Restored> {
  const header = await headersOf(restoring);
  await withConnection(log.pool, (client) => refuseUnlessEmpty(log, client));
  const { rows, sha256 } = await checkedLog(restoring);
  const listed = await readErasureList(where, header);
  const keys = await checkedKeys(restoring, listed, () => masterOf(where, rows.seed));
  const votes = rows.votes.filter(({ key }) => !listed.has(key));
  await transaction(log.pool, async (client) => {
    await beginRestoring(client, header.backup);
    await putKeys(client, withErasures(keyRows(restoring.keys()), listed));
    await putVotes(client, votes);
    await putServiceRows(client, rows, Date.now());
  });
  let done = 0;
  const lines = (): AsyncIterable<string> =>
    heard(logLinesOf(restoring.log()), () => restoring.progress('writing', (done += 1)));
  const { facts } = await importLog(log.store, lines);
  await compare(log.store, sha256, restoring);
  await putCheckpoints(log, rows.checkpoints);
  await withConnection(log.pool, (client) => restoredWith(client, header.list));
  const complete = header.list === null || (await applyErasures(log, where));
  const counts = { facts, keys: keys.living + keys.erased, tokens: rows.tokens.length, votes: votes.length };
  return { backup: header.backup, at: header.at, ...counts, erasedSince: keys.erasedSince, complete };
}

/** Of the archive of the log; that of the keys must be of the same back-up. */
async function headersOf({ log, keys }: Restoring): Promise<Header> {
  const header = await headerOf('log', log());
  const other = await headerOf('keys', keys());
  if (other.backup !== header.backup) throw new RestoreRefused('otherBackup', { log: header.at, keys: other.at });
  if (other.list !== header.list) throw new BadArchive('damaged', 'keys', 1, 'list');
  return header;
}

async function refuseUnlessEmpty({ store }: OpenLog, client: PoolClient): Promise<void> {
  for (const schema of [sealingSchema, serviceSchema, workerSchema]) await migrate(client, schema);
  const empty = (await store.head()) === undefined && (await sealingIsEmpty(client)) && (await serviceIsEmpty(client));
  if (!empty) throw new RestoreRefused('notEmpty');
}

interface LogRows extends ServiceRows {
  readonly votes: VoteCopy[];
  readonly checkpoints: CheckpointCopy[];
}

/** The rows of the archive of the log, and a hash of its lines; all of it holds. */
async function checkedLog({ log, progress }: Restoring): Promise<{ rows: LogRows; sha256: string }> {
  const found = {
    tokens: [] as TokenCopy[],
    refused: [] as RefusedCopy[],
    votes: [] as VoteCopy[],
    checkpoints: [] as CheckpointCopy[],
  };
  const hash = createHash('sha256');
  let [clock, seed, done]: [ClockCopy | undefined, string | undefined, number] = [undefined, undefined, 0];
  const lines = async function* (): AsyncIterable<string> {
    for await (const entry of entriesOf('log', log())) {
      progress('checking', (done += 1));
      if ('line' in entry) {
        hash.update(entry.line).update('\n');
        yield entry.line;
      } else if (entry.row.row === 'token') found.tokens.push(entry.row.of);
      else if (entry.row.row === 'refused') found.refused.push(entry.row.of);
      else if (entry.row.row === 'vote') found.votes.push(entry.row.of);
      else if (entry.row.row === 'checkpoint') found.checkpoints.push(entry.row.of);
      else if (entry.row.row === 'clock') clock = entry.row.of;
      else if (entry.row.row === 'seed') seed = entry.row.of.seed;
    }
  };
  await checkLines(lines());
  return { rows: { ...found, clock, seed }, sha256: hash.digest('hex') };
}

/** The master key of this machine; undefined where there is none. None is made: it could open nothing. */
async function masterOf(where: RestoreTarget, seed: string | undefined): Promise<Master | undefined> {
  if (seed !== undefined) return masterFromSeed(seededRandom(seed));
  requireKeys(where);
  const given = masterFromEnvironment(where.sealing);
  const file = join(where.data, 'master.key');
  if (given !== undefined || where.databaseUrl !== undefined || !existsSync(file)) return given;
  return masterFromFile(file, systemRandom());
}

interface KeyCounts {
  readonly living: number;
  readonly erased: number;
  readonly erasedSince: number;
}

/** Goes through the archive of the keys: each opens, and each that was erased is on the list. */
async function checkedKeys(
  { keys, progress }: Restoring,
  listed: ReadonlySet<string>,
  masterHere: () => Promise<Master | undefined>,
): Promise<KeyCounts> {
  let [living, erased, erasedSince, lost] = [0, 0, 0, 0];
  let master: Master | undefined;
  for await (const { id, wrapped } of keyRows(keys())) {
    progress('checking', living + erased);
    if (wrapped === null) {
      erased += 1;
      if (!listed.has(id)) lost += 1;
      continue;
    }
    living += 1;
    if (listed.has(id)) erasedSince += 1;
    master ??= await masterHere();
    if (master === undefined) throw new RestoreRefused('masterMissing');
    if (!master.knows(wrapped.master)) throw new RestoreRefused('masterOther', { master: wrapped.master });
    try {
      master.unwrap(id, { master: wrapped.master, bytes: Buffer.from(wrapped.bytes, 'base64') });
    } catch (error) {
      if (!(error instanceof WrongMasterKey)) throw error;
      throw new RestoreRefused('keyDamaged', { key: id });
    }
  }
  if (lost > 0) throw new RestoreRefused('listOlder', { keys: lost });
  return { living, erased, erasedSince };
}

async function* keyRows(lines: AsyncIterable<string>): AsyncIterable<KeyCopy> {
  for await (const entry of entriesOf('keys', lines)) if ('row' in entry && entry.row.row === 'key') yield entry.row.of;
}

/** The log that stands here now, exported again, is the one that was brought. */
async function compare(store: EventStore, sha256: string, { progress }: Restoring): Promise<void> {
  const hash = createHash('sha256');
  let done = 0;
  for await (const line of exportLog(store)) {
    hash.update(line).update('\n');
    progress('comparing', (done += 1));
  }
  if (hash.digest('hex') !== sha256) throw new Error('the log that was written is another than the one that was read');
}

/** Followers go on from the fact that they took last: what was delivered is not delivered again. */
async function putCheckpoints({ store, pool }: OpenLog, checkpoints: readonly CheckpointCopy[]): Promise<void> {
  const kept = postgresCheckpoints(pool);
  for (const { name, stream, rev } of checkpoints)
    for await (const { cursor } of store.readStream(stream, { from: rev, to: rev })) await kept.save(name, cursor);
}

async function* heard<T>(items: AsyncIterable<T>, each: () => void): AsyncIterable<T> {
  for await (const item of items) {
    each();
    yield item;
  }
}
