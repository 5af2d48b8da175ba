import { z } from 'zod';
import { type RejectionReason, REJECTIONS } from '../../../engine/decide/rejection.js';
import { refuse } from '../../definition/refuse.js';
import { conditionSchema } from '../../language/fields.js';
import { holds as conditionHolds } from '../../language/paths.js';
import { stagesOf } from '../command-context.js';
import { guard } from './guard.js';

const reasons = z.enum(Object.keys(REJECTIONS) as [RejectionReason, ...RejectionReason[]]);

/** A condition, and the reason with which the command is refused where it does not hold. */
export const holds = guard({
  parameters: z.strictObject({ if: conditionSchema, reason: reasons }),
  judge: ({ if: condition, reason }, context) => {
    if (!conditionHolds(condition, context.scope, stagesOf(context))) refuse(reason, { command: context.ready.name });
  },
});
