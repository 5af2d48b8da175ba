/** Commands of the platform, and of the programme that a cycle runs. */
import { z } from 'zod';
import { idSchema, nameSchema, scalarSchema } from '../../../libs/lifecycle/language/fields.js';
import { defineRoute } from '../http/route.js';
import {
  commandBody,
  commandParams,
  cycleParams,
  keyHeaders,
  outcomeSchema,
  revisionHeaders,
} from '../http/schemas.js';

const common = {
  access: 'command',
  tag: 'commands',
  answer: outcomeSchema,
  problems: [403, 404, 409, 412, 413, 415, 422, 503],
} as const;

export const givePlatformCommand = defineRoute({
  ...common,
  method: 'POST',
  path: '/v1/commands/:command',
  summary: 'Gives a command of the platform',
  params: commandParams,
  headers: revisionHeaders,
  body: commandBody,
  bodyBytes: 1024 * 1024,
});

export const giveCycleCommand = defineRoute({
  ...common,
  method: 'POST',
  path: '/v1/cycles/:cycle/commands/:command',
  summary: 'Gives a command of the programme that the cycle runs',
  params: cycleParams.extend(commandParams.shape),
  headers: revisionHeaders,
  body: commandBody,
});

export const openCycle = defineRoute({
  ...common,
  method: 'POST',
  path: '/v1/cycles',
  summary: 'Opens a cycle of a published programme',
  headers: keyHeaders,
  body: z.strictObject({ cycle: idSchema, unit: idSchema, programme: idSchema, calendar: idSchema }),
});

export const giveSetting = defineRoute({
  ...common,
  method: 'PUT',
  path: '/v1/cycles/:cycle/settings/:setting',
  summary: 'Sets what the notice leaves open',
  params: cycleParams.extend({ setting: nameSchema }),
  headers: revisionHeaders,
  body: z.strictObject({ value: scalarSchema }),
});

export const publishProgramme = defineRoute({
  method: 'POST',
  path: '/v1/programmes',
  access: 'command',
  tag: 'programmes',
  summary: 'Publishes a definition, with its texts',
  headers: keyHeaders,
  body: z.strictObject({ definition: z.looseObject({ texts: z.looseObject({}) }) }),
  bodyBytes: 1024 * 1024,
  answer: outcomeSchema,
  problems: [403, 409, 413, 415, 422, 503],
});
