import { canonical, type Json } from '../../engine/canonical/canonical-json.js';
import { isSealed, type RandomSource, type Sealed } from '../../engine/ports/sealing.js';
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from './aes.js';

/** The place a sealed value is bound to: moved to another fact or pointer, it no longer opens. */
export interface SealedPlace {
  readonly factId: string;
  readonly pointer: string;
}

export interface SealWith extends SealedPlace {
  readonly keyId: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly random: RandomSource;
}

/** Plaintext of one field, in bytes of canonical JSON: under a fact's limit, so that an append can hold what was sealed. */
export const FIELD_LIMIT = 192 * 1024;

export class FieldTooLarge extends Error {
  constructor(readonly pointer: string) {
    super(`the field at ${pointer} is larger than ${FIELD_LIMIT} bytes`);
  }
}

/** A sealed value that does not open where it stands: changed, moved from elsewhere, or under another key. */
export class Tampered extends Error {
  constructor(
    readonly factId: string,
    readonly pointer: string,
    readonly keyId: string,
  ) {
    super(`the sealed value at ${pointer} of fact ${factId} does not open with key ${keyId}`);
  }
}

/** Seals `value` (any JSON) for its place in a fact. @throws {FieldTooLarge} @throws {NotCanonical} */
export function seal(value: Json, { keyId, key, factId, pointer, random }: SealWith): Sealed {
  const plain = Buffer.from(canonical(value), 'utf8');
  if (plain.byteLength > FIELD_LIMIT) throw new FieldTooLarge(pointer);
  const nonce = random.bytes(NONCE_BYTES, `${factId} ${pointer}`);
  const bytes = encrypt(key, nonce, boundTo({ factId, pointer }), plain);
  return { $sealed: { key: keyId, nonce: base64url(nonce), bytes: base64url(bytes) } };
}

/** What was sealed. @throws {Tampered} */
export function unseal(sealed: Sealed, key: Uint8Array, place: SealedPlace): Json {
  const refuse = () => new Tampered(place.factId, place.pointer, sealed.$sealed.key);
  if (!isSealed(sealed)) throw refuse();
  const nonce = exactly(sealed.$sealed.nonce);
  const bytes = exactly(sealed.$sealed.bytes);
  if (nonce === undefined || bytes === undefined || bytes.byteLength < TAG_BYTES) throw refuse();
  const plain = decrypt(key, nonce, boundTo(place), bytes);
  if (plain === undefined) throw refuse();
  return JSON.parse(plain.toString('utf8')) as Json;
}

function boundTo({ factId, pointer }: SealedPlace): Buffer {
  return Buffer.from(`${factId}\0${pointer}`, 'utf8');
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

// The last character of base64url can carry bits that mean nothing: one value must have one spelling.
function exactly(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
