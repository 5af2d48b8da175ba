import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { RandomSource } from '../../engine/ports/sealing.js';

/** The operating system's randomness, for real data. */
export function systemRandom(): RandomSource {
  return { bytes: (n) => randomBytes(n) };
}

/**
 * Bytes derived from the seed and what they are for, never drawn in sequence: a command that is retried, or a caller
 * that comes earlier, shifts nothing for anyone else, and a simulation's digests repeat. For simulations and tests only.
 */
export function seededRandom(seed: string): RandomSource {
  const key = createSecretKey(seed, 'utf8');
  return {
    bytes(n, what) {
      const out = Buffer.alloc(n);
      for (let block = 0; block * 32 < n; block += 1) {
        const counter = Buffer.alloc(4);
        counter.writeUInt32BE(block);
        const mac = createHmac('sha256', key).update(what, 'utf8').update(Buffer.of(0)).update(counter).digest();
        mac.copy(out, block * 32);
      }
      return out;
    },
  };
}
