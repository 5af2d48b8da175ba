/** The key of a published value is the beginning of its hash. */
import { canonicalHash } from '../../../../engine/canonical/digest.js';
import { HASH_DIGITS } from '../../../definition/published-key.js';
import { refuse } from '../../../definition/refuse.js';
import { at } from '../../../language/paths.js';
import type { CommandContext } from '../../command-context.js';

/** Refuses a value whose hash does not begin with what stands at the path `key`. */
export function refuseWrongKey(context: CommandContext, key: string, value: unknown): void {
  if (at(context.scope, key) !== canonicalHash(value).slice(0, HASH_DIGITS))
    refuse('malformed', {}, [{ pointer: '/target/key/hash', reason: 'hashDiffers' }]);
}
