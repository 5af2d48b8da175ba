import { z } from 'zod';
import { refuse } from '../../definition/refuse.js';
import { isMissed } from '../../obligations/schedule.js';
import { guard } from './guard.js';
import { aboutSchema, obligationAt } from './shared/obligation.js';

/** A deadline that is not on record as missed yet. */
export const newlyMissed = guard({
  parameters: z.strictObject(aboutSchema),
  judge: (about, context) => {
    const { obligation } = obligationAt(context, about);
    if (isMissed(context.primary, obligation)) refuse('alreadyDone', { deadline: obligation.deadline });
  },
});
