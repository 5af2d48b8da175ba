/** Whether this process lives, for whoever starts and stops it. */
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { route, Serves } from './route.js';

const live = route({
  method: 'GET',
  path: '/health/live',
  access: 'public',
  tag: 'health',
  summary: 'The process answers',
  answer: z.object({ live: z.literal(true) }),
});

@Controller()
export class HealthController {
  @Serves(live)
  live() {
    return { live: true };
  }
}
