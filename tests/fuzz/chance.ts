/** Draws that depend on the seed alone, so that a request is told by its seed and its number. */
import { hash } from 'node:crypto';

const DRAW_BYTES = 6;

export class Chance {
  private block = Buffer.alloc(0);
  private blocks = 0;

  constructor(private readonly seed: string) {}

  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number {
    if (this.block.length < DRAW_BYTES) this.block = hash('sha256', `${this.seed}\0${this.blocks++}`, 'buffer');
    const drawn = this.block.readUIntBE(0, DRAW_BYTES);
    this.block = this.block.subarray(DRAW_BYTES);
    return drawn % n;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to pick from');
    return list[this.below(list.length)] as T;
  }

  /** True once in `n` times. */
  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }
}
