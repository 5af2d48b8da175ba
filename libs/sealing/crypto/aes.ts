import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

const CIPHER = 'aes-256-gcm';
// A key as bytes takes Node three times as long as a key object made from them.
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/** AES-256-GCM: ciphertext followed by the tag. `key` is 32 bytes, `nonce` 12, never used twice with one key. */
export function encrypt(key: Uint8Array, nonce: Uint8Array, additional: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, createSecretKey(key), nonce, OPTIONS).setAAD(additional);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext, or undefined when the key, nonce, additional data or any byte is not what it was. */
export function decrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  additional: Uint8Array,
  sealed: Uint8Array,
): Buffer | undefined {
  if (sealed.byteLength < TAG_BYTES) return undefined;
  const body = sealed.subarray(0, sealed.byteLength - TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, createSecretKey(key), nonce, OPTIONS).setAAD(additional);
  decipher.setAuthTag(sealed.subarray(sealed.byteLength - TAG_BYTES));
  const plain = decipher.update(body);
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // Node's one error here is a tag that does not match; the bytes decrypted so far are not to be trusted.
    plain.fill(0);
    return undefined;
  }
}
