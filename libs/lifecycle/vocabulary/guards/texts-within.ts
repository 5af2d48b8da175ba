import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { countCharacters } from '../../language/count-characters.js';
import { lengthPathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import { guard } from './guard.js';
import { inputPointer } from './shared/input-pointer.js';

/** Texts that share one limit of characters. */
export const textsWithin = guard({
  parameters: z.strictObject({ texts: z.array(lengthPathSchema).min(1).max(10), most: z.int().min(1) }),
  judge: ({ texts, most }, context) => {
    const length = texts
      .flatMap((path) => at(context.scope, path))
      .reduce<number>((all, text) => all + (typeof text === 'string' ? countCharacters(text) : 0), 0);
    const pointer = inputPointer(texts[0] ?? '');
    if (length > most) refuse('malformed', {}, [{ pointer, reason: 'textTooLong', params: { limit: most, length } }]);
  },
});
