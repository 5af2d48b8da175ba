/** Published programmes. */
import { z } from 'zod';
import { components } from '../../http/components.js';
import { defineRoute } from '../../http/route.js';
import { pagedQuery, pageOf } from '../list-schemas.js';

const programmeRow = z
  .object({
    id: z.string().meta({ description: 'As a cycle names it when it is opened.' }),
    slug: z.string(),
    edition: z.string(),
    rules: z.string(),
    texts: z.string(),
  })
  .register(components, { id: 'Programme' });

export const readProgrammes = defineRoute({
  method: 'GET',
  path: '/v1/programmes',
  access: 'token',
  tag: 'programmes',
  summary: 'Published programmes',
  query: z.strictObject(pagedQuery),
  answer: pageOf(programmeRow),
  problems: [422, 503],
});

export const readProgramme = defineRoute({
  method: 'GET',
  path: '/v1/programmes/:id',
  access: 'token',
  tag: 'programmes',
  summary: 'A programme as it was published, with its newest texts',
  params: z.object({ id: z.string().regex(/^[0-9a-f]{16,64}$/) }),
  answer: programmeRow.extend({ definition: z.record(z.string(), z.unknown()) }),
  problems: [404, 503],
});
