import { hash } from 'node:crypto';

/**
 * Id of a fact: the first 16 bytes of SHA-256(utf8(`command`) ‖ 0x00 ‖ decimal index in the append), as a UUIDv8.
 * Test vectors: docs/envelope.md.
 */
export function factId(command: string, index: number): string {
  return uuid8(`${command}\0${index}`);
}

/**
 * Id of a command: a UUIDv8 made from the root, the account, the primary stream and the client's idempotency key, so
 * that the same key on another stream is another command.
 */
export function commandId(root: string, account: string, stream: string, key: string): string {
  return uuid8(`${root}\0${account}\0${stream}\0${key}`);
}

/** RFC 9562 section 5.8: 122 bits of a hash, version 8, variant 10. */
function uuid8(text: string): string {
  const hex = hash('sha256', text, 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
