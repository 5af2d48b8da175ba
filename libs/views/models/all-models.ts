/** Every read model, in the order in which they are written and dumped. */
import { grants } from './grants.js';
import { legs } from './legs.js';
import { names } from './names.js';
import { quotaUse } from './quotas.js';
import { ranking } from './ranking.js';
import { registers } from './registers.js';
import { subjects } from './subjects.js';
import type { FactModel, StateModel, Table } from './table.js';
import { units } from './units.js';
import { work } from './work.js';

/** Written for each stream that moved. */
export const STATE_MODELS: readonly StateModel[] = [subjects, units, grants, quotaUse];

export const FACT_MODELS: readonly FactModel[] = [names, registers, ranking, legs];

/** `work` depends on other streams too, and is written separately. */
export const TABLES: readonly Table[] = [...STATE_MODELS, ...FACT_MODELS, work].map(({ table }) => table);

/** Rises with every change of tables or models: views of another version are rebuilt. */
export const VERSION = 2;
