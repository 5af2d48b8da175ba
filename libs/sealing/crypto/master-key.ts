import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { RandomSource } from '../../engine/ports/sealing.js';
import { decrypt, encrypt, KEY_BYTES, NONCE_BYTES } from './aes.js';

/** A key as it lies in its row: nonce, ciphertext and tag, bound to the key's id; `master` says under which master key. */
export interface Wrapped {
  readonly master: string;
  readonly bytes: Uint8Array;
}

/** The master keys at hand: the first wraps, all unwrap. */
export interface Master {
  /** First 8 bytes, in hex, of a hash of the key that wraps; a version that needs no counting. */
  readonly current: string;
  knows(master: string): boolean;
  wrap(keyId: string, key: Uint8Array, random: RandomSource): Wrapped;
  /** @throws {WrongMasterKey} */
  unwrap(keyId: string, wrapped: Wrapped): Uint8Array;
}

export class WrongMasterKey extends Error {}
export class BadMasterKey extends Error {}

const MASTER_KEY = z
  .string()
  .trim()
  .refine((text) => /^(?:[0-9a-fA-F]{64}|[A-Za-z0-9_-]{43})$/.test(text))
  .transform((text) => Buffer.from(text, text.length === 64 ? 'hex' : 'base64url'));
const OLD_KEYS_LIMIT = 8;

const ENVIRONMENT = z.object({
  HEARTH_MASTER_KEY: MASTER_KEY.optional(),
  HEARTH_MASTER_KEY_OLD: z
    .string()
    .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
    .pipe(z.array(MASTER_KEY).max(OLD_KEYS_LIMIT))
    .default([]),
});

/**
 * The master keys of the environment: `HEARTH_MASTER_KEY`, 32 bytes in hex or base64url, and after a rotation those
 * before it in `HEARTH_MASTER_KEY_OLD`, separated by commas, until `rewrap` has run. Undefined when none is set.
 * @throws {BadMasterKey} what is set is not a key; the message never shows it.
 */
export function masterFromEnvironment(environment: Readonly<Record<string, string | undefined>>): Master | undefined {
  const parsed = ENVIRONMENT.safeParse(environment);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join(', ');
    throw new BadMasterKey(`${names}: 32 bytes wanted, as 64 hexadecimal digits or 43 characters of base64url`);
  }
  const { HEARTH_MASTER_KEY: current, HEARTH_MASTER_KEY_OLD: old } = parsed.data;
  if (current !== undefined) return masterOf(current, ...old);
  if (old.length > 0) throw new BadMasterKey('HEARTH_MASTER_KEY_OLD is set without HEARTH_MASTER_KEY');
  return undefined;
}

/**
 * The master key of a file, made with mode 0600 when there is none: for a data folder of one's own whose operator set
 * no variable. The file must lie outside the database's folder, and be backed up apart from it.
 * @throws {BadMasterKey} the file holds something else.
 */
export async function masterFromFile(path: string, random: RandomSource): Promise<Master> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${Buffer.from(random.bytes(KEY_BYTES, 'master key')).toString('base64url')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  const parsed = MASTER_KEY.safeParse(await readFile(path, 'utf8'));
  if (!parsed.success) throw new BadMasterKey(`${path} does not hold a master key`);
  return masterOf(parsed.data);
}

/** A master key derived from a simulation's seed. */
export function masterFromSeed(random: RandomSource): Master {
  return masterOf(random.bytes(KEY_BYTES, 'master key'));
}

/** Master keys of 32 bytes each, the one that wraps first. */
export function masterOf(first: Uint8Array, ...older: readonly Uint8Array[]): Master {
  const current = versionOf(first);
  const ring = new Map([first, ...older].map((key) => [versionOf(key), key]));
  return {
    current,
    knows: (master) => ring.has(master),
    wrap(keyId, key, random) {
      const nonce = random.bytes(NONCE_BYTES, `wrap ${current} ${keyId}`);
      return { master: current, bytes: Buffer.concat([nonce, encrypt(first, nonce, Buffer.from(keyId), key)]) };
    },
    unwrap(keyId, { master, bytes }) {
      const masterKey = ring.get(master);
      if (masterKey === undefined)
        throw new WrongMasterKey(`the key ${keyId} is wrapped by master key ${master}, which is not given`);
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const key = decrypt(masterKey, nonce, Buffer.from(keyId), bytes.subarray(NONCE_BYTES));
      if (key === undefined) throw new WrongMasterKey(`the row of key ${keyId} was changed: it does not open`);
      return key;
    },
  };
}

/** Makes a file's name in its folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

function versionOf(key: Uint8Array): string {
  return createHash('sha256').update('hearth master key\0').update(key).digest('hex').slice(0, 16);
}
