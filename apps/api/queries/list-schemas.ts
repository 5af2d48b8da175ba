/** What every list takes and answers. */
import { z } from 'zod';
import { countSchema, cursorSchema, pageSchema } from '../http/schemas.js';

export const afterQuery = {
  after: cursorSchema.optional().meta({ description: 'Waits until the list knows of this place in the log.' }),
};
export const pagedQuery = { ...afterQuery, limit: countSchema(500, 100), cursor: pageSchema.optional() };

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    next: z.string().optional().meta({ description: 'Where the next page begins.' }),
  });
}
