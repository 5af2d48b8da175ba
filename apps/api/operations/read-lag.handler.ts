import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Worker } from '../../worker/followers/worker-parts.js';
import { HttpProblem } from '../http/http-problem.js';
import { WORKER } from '../http/injection-tokens.js';

export class ReadLag extends Query<object> {}

@QueryHandler(ReadLag)
export class ReadLagHandler implements IQueryHandler<ReadLag> {
  constructor(@Inject(WORKER) private readonly worker: Worker | undefined) {}

  async execute(): Promise<object> {
    if (!this.worker) throw new HttpProblem(409, 'workerElsewhere');
    return this.worker.lag();
  }
}
