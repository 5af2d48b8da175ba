/**
 * What the demonstration's forms and remarks are filled with. All invented, for play only.
 *
 * - `people.json`: persons who do not exist. Surnames in the order of the old primer, a cyclical sign for a given name, and
 *   telephone numbers that nobody has. There are more heads and contacts than any unit has homes, and they are chosen by the
 *   home's place, so no two homes of a unit share one. In `staffings`, the first row is the head, and `fullTimeCount` is the
 *   number of rows that are full time.
 * - `projects.json`: projects by the sort of home. Plan and closing report of a home come from the same project, and the
 *   report reaches what the plan aimed at, or a little more.
 * - `phrases.json`: everything else. Budgets are in fen. `meets` to `doesNotMeet` say why a mark was given.
 */
import type { Simulation } from '../../../libs/lifecycle/definition/simulation.js';
import addresses from '../demonstration/addresses.json' with { type: 'json' };
import blankPoints from '../demonstration/blank-points.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import texts from './phrases.json' with { type: 'json' };
import projects from './projects.json' with { type: 'json' };

export const phrases = { addresses, blankPoints, ...people, projects, ...texts } satisfies Simulation['phrases'];
