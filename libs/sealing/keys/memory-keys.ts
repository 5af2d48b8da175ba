import {
  KEY_ID,
  KeyErased,
  type ErasureReport,
  type KeyPurpose,
  type Keys,
  type RandomSource,
} from '../../engine/ports/sealing.js';
import { KEY_BYTES } from '../crypto/aes.js';

/** Keys destroyed in one call: a person's and those of what they handed in, with room to spare. */
export const ERASE_LIMIT = 10_000;

export class BadKeyId extends Error {
  constructor(keyId: string) {
    super(`not a key id: ${JSON.stringify(keyId.slice(0, 300))}`);
  }
}

/** @throws {BadKeyId} */
export function checkKeyIds(keyIds: readonly string[]): void {
  if (keyIds.length > ERASE_LIMIT) throw new RangeError(`more than ${ERASE_LIMIT} keys at once`);
  for (const id of keyIds) if (!KEY_ID.test(id)) throw new BadKeyId(id);
}

/** Keys in memory, gone with the process: for simulations and tests. With a seeded source each key derives from its id. */
export class MemoryKeys implements Keys {
  readonly #keys = new Map<string, Uint8Array>();
  readonly #erased = new Set<string>();
  readonly #random: RandomSource;

  constructor(random: RandomSource) {
    this.#random = random;
  }

  async get(keyId: string): Promise<Uint8Array | undefined> {
    checkKeyIds([keyId]);
    return this.#keys.get(keyId);
  }

  async ensure(keyId: string, _purpose: KeyPurpose): Promise<Uint8Array> {
    checkKeyIds([keyId]);
    if (this.#erased.has(keyId)) throw new KeyErased(keyId);
    const known = this.#keys.get(keyId);
    if (known !== undefined) return known;
    const key = this.#random.bytes(KEY_BYTES, keyId);
    this.#keys.set(keyId, key);
    return key;
  }

  async erase(keyIds: readonly string[]): Promise<ErasureReport> {
    checkKeyIds(keyIds);
    const erased = [...new Set(keyIds)].filter((id) => !this.#erased.has(id));
    for (const id of erased) {
      this.#erased.add(id);
      // Not overwritten with zeros: whoever was given it a moment ago would seal under a key that all can guess.
      this.#keys.delete(id);
    }
    return { erased, steps: [{ step: 'rows', done: true }], complete: true };
  }
}
