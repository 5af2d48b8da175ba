/** The programmes of this house, one line for each. */
import type { Definition } from '../libs/lifecycle/definition.js';
import { beijingDemonstrationHome } from './beijing-demonstration-home/programme.js';
import { chongqingUnitEvaluation } from './chongqing-unit-evaluation/programme.js';
import { nationalDuties } from './national-duties/programme.js';

export const programmes: readonly Definition[] = [beijingDemonstrationHome, chongqingUnitEvaluation, nationalDuties];
