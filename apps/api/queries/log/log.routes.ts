/** Where the log ends. */
import { z } from 'zod';
import { defineRoute } from '../../http/route.js';
import { cursorSchema } from '../../http/schemas.js';

export const readLogHead = defineRoute({
  method: 'GET',
  path: '/v1/log/head',
  access: 'token',
  tag: 'log',
  summary: 'Where the log ends now',
  answer: z.object({ cursor: cursorSchema.nullable() }),
  problems: [503],
});
