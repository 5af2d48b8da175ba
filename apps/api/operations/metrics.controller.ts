/** Figures for whoever watches the service. */
import { Controller, Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TextAnswer } from '../http/http-types.js';
import { API, type Api } from '../http/api-parts.js';
import { route, Serves } from '../http/route.js';

const readMetrics = route({
  method: 'GET',
  path: '/metrics',
  access: 'operator',
  tag: 'operation',
  summary: 'Figures in Prometheus’ text form; an operator’s token, also as the password of Basic',
  answer: { mediaType: 'text/plain' },
  problems: [403],
});

class ReadMetrics extends Query<TextAnswer> {}

@QueryHandler(ReadMetrics)
export class ReadMetricsHandler implements IQueryHandler<ReadMetrics> {
  constructor(@Inject(API) private readonly api: Api) {}

  async execute(): Promise<TextAnswer> {
    const { metrics } = this.api.observing;
    return new TextAnswer(await metrics.text(), metrics.contentType);
  }
}

@Controller()
export class MetricsController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readMetrics)
  metrics() {
    return this.bus.execute(new ReadMetrics());
  }
}
