/** The feed of the log. */
import { z } from 'zod';
import { defineRoute } from '../http/route.js';
import { cursorSchema } from '../http/schemas.js';

export const readFeed = defineRoute({
  method: 'GET',
  path: '/v1/feed',
  access: 'token',
  tag: 'log',
  summary: 'What happens, as it happens: server-sent events of the facts that may be seen',
  query: z.strictObject({
    from: z.enum(['now', 'beginning']).default('now').meta({ description: 'Where to begin without a cursor.' }),
    after: cursorSchema.optional(),
  }),
  headers: z.object({ 'last-event-id': cursorSchema.optional() }),
  answer: { mediaType: 'text/event-stream' },
  problems: [422, 429, 503],
});
