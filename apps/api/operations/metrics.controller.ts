import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Route } from '../http/route.js';
import { readMetrics } from './metrics.routes.js';
import { ReadMetrics } from './read-metrics.handler.js';

@Controller()
export class MetricsController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readMetrics)
  readMetrics() {
    return this.queries.execute(new ReadMetrics());
  }
}
