import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Route } from '../http/route.js';
import { readLiveness, readReadiness } from './health.routes.js';
import { ReadReadiness } from './read-readiness.handler.js';

@Controller()
export class HealthController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readLiveness)
  readLiveness() {
    return { live: true };
  }

  @Route(readReadiness)
  readReadiness() {
    return this.queries.execute(new ReadReadiness());
  }
}
