import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ReadinessCheck } from '../http/api-parts.js';
import { READINESS_CHECK } from '../http/injection-tokens.js';
import { HttpResponse } from '../http/response.interceptor.js';

export class ReadReadiness extends Query<HttpResponse> {}

@QueryHandler(ReadReadiness)
export class ReadReadinessHandler implements IQueryHandler<ReadReadiness> {
  constructor(@Inject(READINESS_CHECK) private readonly check: ReadinessCheck) {}

  async execute(): Promise<HttpResponse> {
    const readiness = await this.check();
    return new HttpResponse(readiness, {}, readiness.ready ? 200 : 503);
  }
}
