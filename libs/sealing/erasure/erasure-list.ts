import { createHash } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEY_ID } from '../../engine/ports/sealing.js';
import { isCode, syncFolder } from '../crypto/master-key.js';

/**
 * The list of erased keys: ids only, outside log and database, so that a restore of either cannot bring a person back.
 * A key is on the list before its row is destroyed.
 */
export interface ErasureList {
  /** Which installation's list it is; undefined when there is no list yet. @throws {BadErasureList} */
  identity(): Promise<string | undefined>;
  /** Begins a list. @throws {BadErasureList} there is one. */
  begin(identity: string): Promise<void>;
  /** Every key on the list. @throws {BadErasureList} */
  read(): Promise<ReadonlySet<string>>;
  /** Adds keys; when it returns they are on the disk. One caller at a time. */
  add(keyIds: readonly string[]): Promise<void>;
}

export class BadErasureList extends Error {}

const IDENTITY = /^list:[0-9a-f]{32}$/;
const SIZE_LIMIT = 256 * 1024 * 1024;

/**
 * The list as a text file: one line for each key, its id, a space and the first 8 hex digits of the id's SHA-256, so
 * that a line cut short by a crash is not read as another key. The first line names the installation.
 */
export function erasureFile(path: string): ErasureList {
  return {
    async identity() {
      const [first] = await readLines(path);
      if (first !== undefined && !IDENTITY.test(first))
        throw new BadErasureList(`${path} does not begin as an erasure list`);
      return first;
    },
    async begin(identity) {
      try {
        await appendTo(path, 'ax', [identity]);
      } catch (error) {
        if (isCode(error, 'EEXIST')) throw new BadErasureList(`${path} is there already`);
        throw error;
      }
      await syncFolder(dirname(path));
    },
    async read() {
      const [, ...keys] = await readLines(path);
      const bad = keys.find((key) => !KEY_ID.test(key));
      if (bad !== undefined) throw new BadErasureList(`${path} holds something that is no key id`);
      return new Set(keys);
    },
    async add(keyIds) {
      if (keyIds.length > 0) await appendTo(path, 'r+', keyIds);
    },
  };
}

/** A list in memory, for simulations and tests. */
export function erasuresInMemory(): ErasureList {
  const keys = new Set<string>();
  let name: string | undefined;
  return {
    identity: async () => name,
    begin: async (identity) => void (name = identity),
    read: async () => new Set(keys),
    add: async (keyIds) => keyIds.forEach((id) => keys.add(id)),
  };
}

async function readLines(path: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
  if (text.length > SIZE_LIMIT) throw new BadErasureList(`${path} is larger than ${SIZE_LIMIT} bytes`);
  const lines = text.split('\n');
  // Without its line end the last line was never acknowledged: the crash came before its key was touched.
  lines.pop();
  return lines.map((line, index) => {
    const [id = '', sum] = line.split(' ');
    if (line !== lineOf(id) || sum === undefined) throw new BadErasureList(`${path} is damaged in line ${index + 1}`);
    return id;
  });
}

async function appendTo(path: string, flags: 'ax' | 'r+', ids: readonly string[]): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    const end = flags === 'ax' ? 0 : await endOfLastLine(file);
    const bytes = Buffer.from(ids.map((id) => `${lineOf(id)}\n`).join(''), 'ascii');
    await file.write(bytes, 0, bytes.byteLength, end);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function endOfLastLine(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, 1024));
  await file.read(tail, 0, tail.byteLength, size - tail.byteLength);
  const end = size - tail.byteLength + tail.lastIndexOf(0x0a) + 1;
  if (end < size) await file.truncate(end);
  return end;
}

function lineOf(id: string): string {
  return `${id} ${createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 8)}`;
}
