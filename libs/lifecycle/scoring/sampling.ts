/**
 * Samples that anyone can draw again: from the frame, a published seed and the rule below, with any SHA-256 tool.
 *
 * Rule `sha256-order@1`: sort the frame by code units and drop doubles; order its members by the hexadecimal
 * SHA-256 of (seed, one zero byte, member), all in UTF-8; the first `size` are picked. `frameHash` is the SHA-256 of
 * the sorted frame's canonical JSON, so that it can be published before the seed is known.
 */
import { z } from 'zod';
import { canonicalHash, sha256 } from '../../engine/canonical/digest.js';

const MOST_IN_FRAME = 100_000;

/** Text without the zero byte, which parts seed and member. */
const part = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !text.includes('\0'), 'no zero byte');

/** What a sample is drawn from. */
export const drawSchema = z.strictObject({
  frame: z.array(part).max(MOST_IN_FRAME),
  size: z.int().min(1).max(MOST_IN_FRAME),
  seed: part,
});
export type Draw = z.infer<typeof drawSchema>;

export interface Sample {
  readonly algorithm: 'sha256-order@1';
  readonly frameHash: string;
  /** In the order drawn: whoever cannot take part is followed by the next of a larger sample. */
  readonly picked: readonly string[];
}

/** More were asked for than the frame holds (doubles count once). */
export class SampleLargerThanFrame extends Error {
  constructor(
    readonly size: number,
    readonly frame: number,
  ) {
    super(`a sample of ${size} from a frame of ${frame}`);
  }
}

/** Draws a sample. Throws {@link SampleLargerThanFrame}, `z.ZodError` for a bad draw, `NotCanonical` for text not in NFC. */
export function drawSample(draw: Draw): Sample {
  const { frame, size, seed } = drawSchema.parse(draw);
  const members = [...new Set(frame)].sort();
  if (size > members.length) throw new SampleLargerThanFrame(size, members.length);
  // Of the seed this is only the check: a seed in two spellings would be two seeds that look the same.
  canonicalHash(seed);
  const picked = members
    .map((member) => ({ member, rank: sha256(`${seed}\0${member}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ member }) => member);
  return { algorithm: 'sha256-order@1', frameHash: canonicalHash(members), picked };
}
