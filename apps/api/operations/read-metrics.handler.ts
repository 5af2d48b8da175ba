import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Metrics } from '../../../libs/runtime/logger.js';
import { METRICS } from '../http/injection-tokens.js';
import { HttpResponse } from '../http/response.interceptor.js';

export class ReadMetrics extends Query<HttpResponse> {}

@QueryHandler(ReadMetrics)
export class ReadMetricsHandler implements IQueryHandler<ReadMetrics> {
  constructor(@Inject(METRICS) private readonly metrics: Metrics) {}

  async execute(): Promise<HttpResponse> {
    return new HttpResponse(await this.metrics.text(), { 'content-type': this.metrics.contentType });
  }
}
