/**
 * The ports of sealing: what the engine knows of personal data. `libs/sealing` implements them.
 *
 * A personal field is never in a fact as plaintext. The fact holds a {@link Sealed} instead: AES-256-GCM under the key of the
 * person concerned, bound to the fact's id and the field's JSON pointer. Keys are rows outside the log. Erasing a person
 * means destroying the key.
 */
import type { Json } from '../canonical/canonical-json.js';

/** A personal field in a fact. `nonce` (12 bytes) and `bytes` (ciphertext, then a tag of 16) are base64url without padding. */
export type Sealed = { readonly $sealed: { readonly key: string; readonly nonce: string; readonly bytes: string } };

/** Whose data a key seals, or its use. */
export type KeyPurpose = 'person' | 'subject' | 'ballot' | 'request';

/** A field to seal: its JSON pointer in a fact's `data` (RFC 6901; '' is all of it), and the key. */
export interface Place {
  readonly pointer: string;
  readonly key: string;
  readonly purpose: KeyPurpose;
}

/** Seals the personal fields of a fact's `data` on its way into the log. */
export interface Sealer {
  /**
   * @throws {KeyErased} one of the keys was erased: nothing more may be written about that person.
   * @throws if a place does not exist or lies inside another: a personal field left in plaintext would stay for ever.
   */
  seal(data: Json, places: readonly Place[], factId: string): Promise<Json>;
}

/** Source of nonces, keys and opaque ids. */
export interface RandomSource {
  /**
   * `n` bytes for `what`: a fact's id, a space and a JSON pointer; or a key's id. A seeded source gives the same bytes
   * for the same `what`, so no two things may share one.
   */
  bytes(n: number, what: string): Uint8Array;
}

/** A step to remove every byte of an erased key. */
export interface PhysicalStep {
  readonly step: 'rows' | 'tables' | 'checkpoint' | 'oldLog' | 'archive' | 'standbys' | 'serverLog';
  readonly done: boolean;
  /** Why it was not done, in words for an operator. */
  readonly why?: string;
}

export interface ErasureReport {
  /** The keys destroyed by this call; those erased before are not among them. */
  readonly erased: readonly string[];
  readonly steps: readonly PhysicalStep[];
  /** Every step was done: no byte of the keys is left in the server's data. */
  readonly complete: boolean;
}

/** Keys of 32 bytes by id, outside the log. */
export interface Keys {
  /** The key; undefined if it was erased or never existed. */
  get(keyId: string): Promise<Uint8Array | undefined>;
  /** The key, created if there is none. @throws {KeyErased} */
  ensure(keyId: string, purpose: KeyPurpose): Promise<Uint8Array>;
  /** Destroys keys for ever, also ones never created. Idempotent: a repetition finishes what a crash interrupted. */
  erase(keyIds: readonly string[]): Promise<ErasureReport>;
}

/** `person:<opaque id>`, `subject:<stream>`, `ballot:<stream>`, `request:<root>`: printable ASCII without spaces, 240 at most. */
export const KEY_ID = /^[a-z]+:[A-Za-z0-9][A-Za-z0-9._-]{0,231}$/;

export class KeyErased extends Error {
  constructor(readonly keyId: string) {
    super(`the key ${keyId} was erased`);
  }
}

/** A choice that is refused whatever the log says: it is too large, or there were too many attempts. */
export class ChoiceRefused extends Error {
  constructor(
    readonly limit: 'choice' | 'attempts',
    message: string,
  ) {
    super(message);
  }
}

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const NONCE_LENGTH = 16;
const TAG_LENGTH = 22;

/** Whether `value` has exactly the shape of a {@link Sealed}. It may still fail to open. */
export function isSealed(value: unknown): value is Sealed {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  const inner: unknown = '$sealed' in value ? value.$sealed : undefined;
  if (typeof inner !== 'object' || inner === null || Object.keys(inner).length !== 3) return false;
  if (!('key' in inner && 'nonce' in inner && 'bytes' in inner)) return false;
  const { key, nonce, bytes } = inner;
  if (typeof key !== 'string' || !KEY_ID.test(key)) return false;
  if (typeof nonce !== 'string' || nonce.length !== NONCE_LENGTH || !BASE64URL.test(nonce)) return false;
  return typeof bytes === 'string' && bytes.length >= TAG_LENGTH && BASE64URL.test(bytes);
}
