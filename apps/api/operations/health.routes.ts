/** Whether this process lives and can serve, for whoever starts, stops and balances it. */
import { z } from 'zod';
import { defineRoute } from '../http/route.js';

const common = { method: 'GET', access: 'public', tag: 'operation' } as const;

export const readLiveness = defineRoute({
  ...common,
  path: '/health/live',
  summary: 'The process answers',
  answer: z.object({ live: z.literal(true) }),
});

export const readReadiness = defineRoute({
  ...common,
  path: '/health/ready',
  summary: 'Commands can be taken and lists shown; 503 with the same answer where not',
  answer: z.object({
    ready: z.boolean(),
    store: z.string(),
    viewsBehind: z.int().nullable().meta({ description: 'Facts that the lists have not seen.' }),
    queue: z.string(),
    worker: z.boolean().meta({ description: 'This process follows the log.' }),
  }),
  problems: [503],
});
