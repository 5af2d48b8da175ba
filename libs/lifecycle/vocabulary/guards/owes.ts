import { z } from 'zod';
import { guard } from './guard.js';
import { aboutSchema, obligationAt } from './shared/obligation.js';

/** The watched subject owes something by this deadline. */
export const owes = guard({
  parameters: z.strictObject(aboutSchema),
  judge: (about, context) => void obligationAt(context, about),
});
