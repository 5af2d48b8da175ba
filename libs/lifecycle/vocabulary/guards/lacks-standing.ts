import { refuse } from '../../definition/refuse.js';
import { guard } from './guard.js';
import { checkStanding, hasStanding, standingParameters } from './shared/standings.js';

/** The home does not have this standing yet. */
export const lacksStanding = guard({
  parameters: standingParameters,
  check: checkStanding,
  judge: (parameters, context) => {
    if (hasStanding(parameters, context)) refuse('alreadyInRegister', { standing: parameters.standing });
  },
});
