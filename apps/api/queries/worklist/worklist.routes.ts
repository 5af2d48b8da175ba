/** What is to be done, what is due, what has been handed in, places and rankings. */
import { z } from 'zod';
import { idSchema, nameSchema } from '../../../../libs/lifecycle/language/fields.js';
import { components } from '../../http/components.js';
import { defineRoute } from '../../http/route.js';
import { cycleParams, streamSchema } from '../../http/schemas.js';
import { afterQuery, pagedQuery, pageOf } from '../list-schemas.js';

const seen = { method: 'GET', access: 'token', tag: 'what is owed', problems: [404, 422, 503] } as const;

const workRow = z
  .object({
    stream: streamSchema,
    category: z.string(),
    cycle: z.string().optional(),
    unit: z.string().optional(),
    stage: z.string().optional(),
    holder: z.string().meta({ description: 'The role that has to act.' }),
    begun: z.boolean().meta({ description: 'False: it is not there yet, and its unit owes it.' }),
    deadline: z.string().optional(),
    lateFrom: z.string().optional().meta({ description: 'The first instant that is late.' }),
    missed: z.boolean(),
  })
  .register(components, { id: 'WorkRow' });

export const readWork = defineRoute({
  ...seen,
  path: '/v1/work',
  summary: 'What the token’s role has to do, the earliest first',
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(workRow),
});

export const readDeadlines = defineRoute({
  ...seen,
  path: '/v1/cycles/:cycle/deadlines',
  summary: 'What is owed, the earliest first; also what nobody has begun',
  params: cycleParams,
  query: z.strictObject({
    ...pagedQuery,
    unit: idSchema.optional(),
    deadline: nameSchema.optional(),
    overdue: z.literal('true').optional().meta({ description: 'Only what is late by Hearth’s clock.' }),
  }),
  answer: pageOf(workRow),
});

export const readDeliverables = defineRoute({
  ...seen,
  path: '/v1/cycles/:cycle/deliverables',
  summary: 'What has been handed in, leg by leg',
  params: cycleParams,
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(
    z
      .object({
        stream: streamSchema,
        category: z.string(),
        unit: z.string().optional(),
        stage: z.string().optional(),
        deliverable: z.string(),
        begun: z.boolean(),
        owed: z.boolean(),
        late: z.boolean(),
        lateFrom: z.string().optional(),
        legs: z.array(
          z.object({
            leg: z.string(),
            kind: z.string(),
            at: z.string().optional(),
            receivedOn: z.string().optional(),
            late: z.boolean().optional(),
          }),
        ),
      })
      .register(components, { id: 'DeliverableRow' }),
  ),
});

export const readQuotas = defineRoute({
  ...seen,
  path: '/v1/cycles/:cycle/quotas',
  summary: 'Places and how many of them are used, for units of which that may be known',
  params: cycleParams,
  query: z.strictObject(afterQuery),
  answer: z.object({
    rows: z.array(
      z.object({
        unit: z.string(),
        quota: z.string(),
        places: z.int().optional().meta({ description: 'Absent: nothing is limited.' }),
        used: z.int().optional().meta({ description: 'Absent: no command counts it.' }),
        strength: z.string(),
        to: z.string(),
        missing: z.enum(['unregistered', 'closed']).optional().meta({
          description: 'The unit is not there to act: nothing is awaited of it, and nobody is reminded. Absent: it is.',
        }),
      }),
    ),
  }),
});

export const readRanking = defineRoute({
  ...seen,
  path: '/v1/cycles/:cycle/ranking',
  summary: 'The ranking as it was fixed, for those who may see its scores',
  params: cycleParams,
  query: z.strictObject(afterQuery),
  answer: z.object({
    rows: z.array(
      z.object({
        stream: streamSchema,
        unit: z.string().optional(),
        group: z.string().optional(),
        place: z.int(),
        sum: z.int(),
        count: z.int(),
        tiedWith: z.array(streamSchema),
        atCut: z.boolean(),
      }),
    ),
  }),
});
