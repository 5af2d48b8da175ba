import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { pathSchema } from '../../language/fields.js';
import { at } from '../../language/paths.js';
import type { Marks } from '../../scoring/score-rubric.js';
import { guard } from './guard.js';
import { inputPointer } from './shared/input-pointer.js';

/** Marks against the most that people allowed each item. `explained`: less than the most says why. */
export const marksWithin = guard({
  parameters: z.strictObject({ marks: pathSchema, limits: pathSchema, explained: z.literal(true).optional() }),
  judge: ({ marks, limits, explained }, context) => {
    const most = (at(context.scope, limits) ?? {}) as Readonly<Record<string, number>>;
    const problems = Object.entries((at(context.scope, marks) ?? {}) as Marks).flatMap(([item, { points, reason }]) => {
      const pointer = `${inputPointer(marks)}/${item}`;
      const limit = Object.hasOwn(most, item) ? most[item] : undefined;
      if (limit === undefined) return [{ pointer, reason: 'itemUnknown' }];
      if (points === undefined || !Number.isSafeInteger(points) || points < 0)
        return [{ pointer, reason: 'notAnInteger' }];
      if (points > limit) return [{ pointer, reason: 'scoreAboveMaximum' }];
      const silent = explained && points < limit && (reason ?? '').trim() === '';
      return silent ? [{ pointer: `${pointer}/reason`, reason: 'reasonMissing' }] : [];
    });
    if (problems.length > 0) refuse('marksRefused', {}, problems);
  },
});
