/** Cycles, their subjects, and how many of these are in which stage. */
import { z } from 'zod';
import { idSchema, nameSchema } from '../../../../libs/lifecycle/language/fields.js';
import { components } from '../../http/components.js';
import { defineRoute } from '../../http/route.js';
import { cycleParams, streamSchema } from '../../http/schemas.js';
import { afterQuery, pagedQuery, pageOf } from '../list-schemas.js';

const seen = { method: 'GET', access: 'token', tag: 'cycles', problems: [404, 422, 503] } as const;
const stageSchema = z
  .string()
  .max(120)
  .regex(/^[a-zA-Z0-9.]+$/);
const categorySchema = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9]*$/);

const cycleRow = z
  .object({
    cycle: z.string(),
    unit: z.string(),
    stage: z.string().optional(),
    rev: z.int(),
    slug: z.string(),
    edition: z.string(),
    rules: z.string(),
    fields: z.record(z.string(), z.unknown()).meta({ description: 'Settings, deadlines and what else may be seen.' }),
  })
  .register(components, { id: 'Cycle' });

const subjectRow = z
  .object({
    stream: streamSchema,
    category: z.string(),
    cycle: z.string().optional(),
    unit: z.string().optional(),
    stage: z.string().optional().meta({ description: 'As far as it may be told.' }),
    closed: z.boolean().optional(),
    holders: z.array(z.string()).optional().meta({ description: 'Roles that have to act.' }),
    rev: z.int(),
    at: z.string(),
    fields: z.record(z.string(), z.unknown()),
  })
  .register(components, { id: 'SubjectRow' });

export const readCycles = defineRoute({
  ...seen,
  path: '/v1/cycles',
  summary: 'Cycles, in order of their ids',
  query: z.strictObject(pagedQuery),
  answer: pageOf(cycleRow),
});

export const readSubjects = defineRoute({
  ...seen,
  path: '/v1/cycles/:cycle/subjects',
  summary: 'Subjects of a cycle, in order of their streams',
  params: cycleParams,
  query: z.strictObject({
    ...pagedQuery,
    category: categorySchema.optional(),
    stage: stageSchema.optional().meta({ description: 'This stage, or one inside of it.' }),
    unit: idSchema.optional().meta({ description: 'Of this unit or one below it.' }),
    holder: nameSchema.optional().meta({ description: 'Those in which this role has to act.' }),
  }),
  answer: pageOf(subjectRow),
});

export const readCounts = defineRoute({
  ...seen,
  path: '/v1/cycles/:cycle/counts',
  summary: 'How many subjects stand where, of those that may be seen',
  params: cycleParams,
  query: z.strictObject({ ...afterQuery, category: categorySchema.optional() }),
  answer: z.object({
    rows: z.array(z.object({ category: z.string(), stage: z.string().nullable(), count: z.int() })),
  }),
});
