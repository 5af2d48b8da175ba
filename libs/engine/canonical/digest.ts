import { hash } from 'node:crypto';
import { canonical } from './canonical-json.js';

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal (64 digits). */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** SHA-256 of a value's canonical JSON, in lower-case hexadecimal. Throws `NotCanonical`. */
export function canonicalHash(value: unknown): string {
  return sha256(canonical(value));
}
