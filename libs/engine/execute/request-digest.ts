/**
 * `request`: a digest of the command's body. It shows when an idempotency key is used again with another body. A digest of
 * personal data must not outlive the person's erasure, because a telephone number can be found by trying them all. So the
 * digest's key is derived from the keys that seal the command's facts: once one of them is erased, the digest cannot be
 * computed any more. See docs/decisions/010-what-a-request-gives-away.md.
 */
import { createHmac, createSecretKey, type Hmac } from 'node:crypto';
import { canonical, type Json } from '../canonical/canonical-json.js';
import type { Command } from '../decide/command.js';
import { isSealed, type Keys } from '../ports/sealing.js';

/** The canonical body of a command, without the choice of a secret vote. Throws `NotCanonical`. */
export function requestBody(command: Command, secret: string | undefined): string {
  return canonical({
    cycle: command.cycle,
    name: command.name,
    target: command.target,
    input: secret === undefined ? command.input : without(command.input, secret),
    for: command.for,
    on: command.on,
    newPersons: command.newPersons,
  });
}

function without(input: unknown, member: string): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== member));
}

/**
 * HMAC-SHA-256 of the body, in hexadecimal. Its key: HMAC-SHA-256 under the root's key over `id ‖ 0x00 ‖ key` of every
 * key that seals something in the command's facts, sorted by id. Undefined when one of them was erased.
 * @param facts `data` of all the command's facts, sealed.
 */
export async function requestDigest(
  keys: Pick<Keys, 'get'>,
  rootKey: Uint8Array,
  body: string,
  facts: readonly Json[],
): Promise<string | undefined> {
  const derived = hmac(rootKey);
  for (const id of sealingKeys(facts)) {
    const key = await keys.get(id);
    if (key === undefined) return undefined;
    derived.update(`${id}\0`, 'utf8').update(key);
  }
  return hmac(derived.digest()).update(body, 'utf8').digest('hex');
}

/** Five times as fast with a key object as with the key's bytes. */
function hmac(key: Uint8Array): Hmac {
  return createHmac('sha256', createSecretKey(key));
}

/** Ids of the keys that seal something in these values, sorted. */
export function sealingKeys(values: readonly Json[]): string[] {
  const found = new Set<string>();
  const waiting: Json[] = [...values];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (isSealed(value)) found.add(value.$sealed.key);
    else if (typeof value === 'object' && value !== null) waiting.push(...(Object.values(value) as Json[]));
  }
  return [...found].sort();
}
