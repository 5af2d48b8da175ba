/**
 * Persons erased since a back-up was made stay erased when it is put back: the list of erasures is required, what is on
 * it is not written, and at the end it is applied to the database.
 */
import type { KeyCopy } from '../sealing/database/copies.js';
import { erasureFile } from '../sealing/erasure/erasure-list.js';
import { erasureListPath, type Configuration } from '../runtime/configuration.js';
import { openServiceOn, type OpenLog } from '../runtime/open-log.js';
import type { Header } from './archive.js';
import { RestoreRefused } from './restore-refused.js';

/** Where a back-up is put back to. */
export type RestoreTarget = Pick<Configuration, 'data' | 'databaseUrl' | 'sealing'>;

/** The ids of all keys that were ever erased. @throws {RestoreRefused} @throws {BadErasureList} */
export async function readErasureList(where: RestoreTarget, { list }: Header): Promise<ReadonlySet<string>> {
  if (list === null) return new Set();
  const path = erasureListPath(where);
  const erasures = erasureFile(path);
  const identity = await erasures.identity();
  if (identity === undefined) throw new RestoreRefused('listMissing', { path });
  if (identity !== list) throw new RestoreRefused('listOther', { path });
  return erasures.read();
}

/** The keys of an archive; a key that was erased after the back-up is written without its bytes. */
export async function* withErasures(keys: AsyncIterable<KeyCopy>, listed: ReadonlySet<string>): AsyncIterable<KeyCopy> {
  const now = new Date().toISOString();
  for await (const key of keys) {
    const erased = key.wrapped !== null && listed.has(key.id);
    yield erased ? { ...key, wrapped: null, erasedAt: now, scrubbed: true } : key;
  }
}

/** Opens the keys and applies the list of erasures. Returns whether nothing of the erased keys is left in the database's files. */
export async function applyErasures(log: OpenLog, where: RestoreTarget): Promise<boolean> {
  const { keys } = await openServiceOn(log, where);
  return (await keys.applyErasures()).complete;
}
