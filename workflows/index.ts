/** The programmes of this house, one line for each; and what is there to play them with. */
import type { Definition } from '../libs/lifecycle/definition/definition.js';
import type { Demonstration, Simulation } from '../libs/lifecycle/definition/simulation.js';
import { beijingDemonstrationHome } from './beijing-demonstration-home/programme.js';
import { chongqingUnitEvaluation } from './chongqing-unit-evaluation/programme.js';
import { nationalDuties } from './national-duties/programme.js';
import { demonstration } from './shanghai-advanced-home/demonstration/demonstration.js';
import { shanghaiAdvancedHome } from './shanghai-advanced-home/programme.js';
import { simulation } from './shanghai-advanced-home/simulation/simulation.js';

export const programmes: readonly Definition[] = [
  shanghaiAdvancedHome,
  beijingDemonstrationHome,
  chongqingUnitEvaluation,
  nationalDuties,
];

/** Values for playing a programme, by its slug. */
export const playable: Readonly<Record<string, { demonstration: Demonstration; simulation: Simulation }>> = {
  'shanghai-advanced-home': { demonstration, simulation },
};

/** What `npm start` plays. */
export const demonstrated = 'shanghai-advanced-home';
