/** Who the token stands for. */
import { z } from 'zod';
import { components } from '../../http/components.js';
import { defineRoute } from '../../http/route.js';

const meSchema = z
  .object({ root: z.string(), account: z.string(), role: z.string(), unit: z.string(), grant: z.string() })
  .register(components, { id: 'Me' });
export type Me = z.infer<typeof meSchema>;

export const readMe = defineRoute({
  method: 'GET',
  path: '/v1/me',
  access: 'token',
  tag: 'access',
  summary: 'Who the token stands for',
  answer: meSchema,
});
