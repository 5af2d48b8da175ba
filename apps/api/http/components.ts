/** Schemas that stand in the OpenAPI document once, under a name, wherever they are used. */
import { z } from 'zod';
import { conditionSchema, fieldListSchema } from '../../../libs/lifecycle/language/fields.js';

export const components = z
  .registry<{ id: string }>()
  // Those that refer to themselves have to have a name.
  .add(fieldListSchema, { id: 'FieldList' })
  .add(conditionSchema, { id: 'Condition' });
