/** Subjects: their state now or at an instant, their history, the commands that may be given. */
import { z } from 'zod';
import { fieldListSchema } from '../../../../libs/lifecycle/language/fields.js';
import { components } from '../../http/components.js';
import { defineRoute } from '../../http/route.js';
import { streamSchema, countSchema, factSchema, instantSchema, problemSchema } from '../../http/schemas.js';

const params = z.object({ stream: streamSchema });

const stateSchema = z
  .object({
    stream: streamSchema,
    rev: z.int(),
    at: z.string().meta({ description: 'When it last changed.' }),
    rules: z.string(),
    stage: z.string().optional().meta({ description: 'As far as it may be told.' }),
    fields: z.record(z.string(), z.unknown()).meta({ description: 'Control fields that may be seen.' }),
  })
  .register(components, { id: 'Subject' });

export const readStream = defineRoute({
  method: 'GET',
  path: '/v1/streams/:stream',
  access: 'token',
  tag: 'subjects',
  summary: 'A subject as it stands, or as it stood at an instant',
  params,
  query: z.strictObject({ at: instantSchema.optional() }),
  answer: stateSchema,
  problems: [404, 422, 503],
});

export const readHistory = defineRoute({
  method: 'GET',
  path: '/v1/streams/:stream/history',
  access: 'token',
  tag: 'subjects',
  summary: 'What happened to a subject: the facts that may be seen, personal fields opened where they may be',
  params,
  query: z.strictObject({
    at: instantSchema.optional(),
    limit: countSchema(500, 100),
    cursor: z
      .string()
      .regex(/^[0-9]{1,15}$/)
      .transform(Number)
      .default(0)
      .meta({ description: 'The next page, as the page before it named it.' }),
  }),
  answer: z.object({ stream: streamSchema, facts: z.array(factSchema), next: z.string().optional() }),
  problems: [404, 422, 503],
});

export const readCommands = defineRoute({
  method: 'GET',
  path: '/v1/streams/:stream/commands',
  access: 'token',
  tag: 'subjects',
  summary: 'What may be done on a subject, also on one that is not there yet, and why not',
  params,
  query: z.strictObject({ cycle: z.string().max(80).optional() }),
  answer: z.object({
    stream: streamSchema,
    commands: z.array(
      z.object({
        command: z.string(),
        cycle: z.string().optional(),
        allowed: z.boolean(),
        reason: problemSchema.pick({ reason: true, params: true, messages: true }).optional(),
        input: fieldListSchema,
        onBehalf: z.boolean(),
        signs: z.boolean(),
        delivers: z.unknown().optional(),
      }),
    ),
  }),
  problems: [404, 503],
});
