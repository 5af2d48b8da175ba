/** The clock that facts are written by, and how far behind it everything is. */
import { z } from 'zod';
import { defineRoute } from '../http/route.js';
import { instantSchema } from '../http/schemas.js';

const clockSchema = z.object({ now: z.string(), kind: z.enum(['real', 'virtual']) });
export type ClockReading = z.infer<typeof clockSchema>;

export const readClock = defineRoute({
  method: 'GET',
  path: '/v1/clock',
  access: 'token',
  tag: 'operation',
  summary: 'The time that facts are written at',
  answer: clockSchema,
});

export const advanceClock = defineRoute({
  method: 'POST',
  path: '/v1/clock/advance',
  access: { roles: ['operator'] },
  tag: 'operation',
  summary: 'Walks a virtual clock through everything that falls due on the way',
  body: z.strictObject({ to: instantSchema }),
  answer: clockSchema.extend({ reminders: z.int(), missed: z.int() }),
  problems: [403, 409, 422, 503],
});

export const readLag = defineRoute({
  method: 'GET',
  path: '/v1/lag',
  access: { roles: ['operator'] },
  tag: 'operation',
  summary: 'How far everything that follows the log is behind it',
  answer: z.record(
    z.string(),
    z.object({
      behind: z.int(),
      refused: z.int().optional().meta({
        description: 'Of the timer and the reminders: due, and refused by the log; tried again, or left to people.',
      }),
    }),
  ),
  problems: [403, 409, 503],
});
