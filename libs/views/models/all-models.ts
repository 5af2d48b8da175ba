/** Every read model, in the order in which they are written and dumped. */
import { grants } from './grants.js';
import { legs } from './legs.js';
import { names } from './names.js';
import { quotaUse } from './quotas.js';
import { ranking } from './ranking.js';
import { registers } from './registers.js';
import { subjects } from './subjects.js';
import type { FactModel, StandingModel, Table } from './table.js';
import { units } from './units.js';
import { work } from './work.js';

/** Written for each stream that moved. */
export const STANDING_MODELS: readonly StandingModel[] = [subjects, units, grants, quotaUse];

export const FACT_MODELS: readonly FactModel[] = [names, registers, ranking, legs];

/** `work` hangs on other streams too, and is written apart. */
export const TABLES: readonly Table[] = [...STANDING_MODELS, ...FACT_MODELS, work].map(({ table }) => table);

/** Rises with every change of tables or applies: views of another version are built anew. */
export const VERSION = 2;
