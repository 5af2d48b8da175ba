import { createHash } from 'node:crypto';
import type { Chance } from './fill-form.js';

/** Chance derived from the seed and what it is for. */
export function seededChance(seed: string): Chance {
  return {
    below: (n, what) => {
      const digest = createHash('sha256').update(`${seed}\0${what}`).digest();
      // 48 bits against at most some millions: the bias is far below what anybody could see.
      return digest.readUIntBE(0, 6) % n;
    },
  };
}
