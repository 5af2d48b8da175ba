/** The federation: its units, its homes, and the registers of homes. */
import { z } from 'zod';
import { idSchema, nameSchema } from '../../../../libs/lifecycle/language/fields.js';
import { components } from '../../http/components.js';
import { defineRoute } from '../../http/route.js';
import { pagedQuery, pageOf } from '../list-schemas.js';

const seen = { method: 'GET', access: 'token', tag: 'federation', problems: [422, 503] } as const;

export const readUnits = defineRoute({
  ...seen,
  path: '/v1/units',
  summary: 'Units, in order of their ids',
  query: z.strictObject({
    ...pagedQuery,
    below: idSchema.optional().meta({ description: 'This unit and those below it.' }),
  }),
  answer: pageOf(
    z
      .object({
        unit: z.string(),
        parent: z.string().optional(),
        sort: z.string(),
        name: z.string(),
        closed: z.boolean(),
        path: z.array(z.string()).meta({ description: 'From the root of the tree down to the unit itself.' }),
      })
      .register(components, { id: 'Unit' }),
  ),
});

export const readHomes = defineRoute({
  ...seen,
  path: '/v1/homes',
  summary: 'Homes, in order of their ids; their standings where they may be seen',
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(
    z
      .object({
        home: z.string(),
        unit: z.string().optional(),
        name: z.string(),
        closed: z.boolean(),
        standings: z.record(z.string(), z.string()).optional().meta({ description: 'Standing → since.' }),
      })
      .register(components, { id: 'Home' }),
  ),
});

export const readRegister = defineRoute({
  ...seen,
  path: '/v1/registers/:standing',
  summary: 'Homes that hold a standing',
  params: z.object({ standing: nameSchema }),
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(
    z
      .object({
        standing: z.string(),
        home: z.string(),
        unit: z.string().optional(),
        name: z.string(),
        since: z.string(),
        loaded: z.boolean().meta({ description: 'Of earlier years, loaded by people.' }),
        closed: z.boolean(),
      })
      .register(components, { id: 'RegisterRow' }),
  ),
});
