import { refuse } from '../../definition/refuse.js';
import { guard } from './guard.js';
import { checkStanding, hasStanding, standingParameters } from './shared/standings.js';

/** The home has this standing: it is in the register. */
export const holdsStanding = guard({
  parameters: standingParameters,
  check: checkStanding,
  judge: (parameters, context) => {
    if (!hasStanding(parameters, context)) refuse('notInRegister', { standing: parameters.standing });
  },
});
