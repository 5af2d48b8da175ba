/** The programmes of this house, one line for each. */
import type { Definition } from '../libs/lifecycle/definition.js';
import { beijingDemonstrationHome } from './beijing-demonstration-home/programme.js';

export const programmes: readonly Definition[] = [beijingDemonstrationHome];
