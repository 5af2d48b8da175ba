import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../libs/runtime/clock.js';
import { CLOCK } from '../http/injection-tokens.js';
import type { ClockReading } from './clock.routes.js';

export class ReadClock extends Query<ClockReading> {}

@QueryHandler(ReadClock)
export class ReadClockHandler implements IQueryHandler<ReadClock> {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  execute(): Promise<ClockReading> {
    return Promise.resolve({ now: new Date(this.clock.now()).toISOString(), kind: this.clock.kind });
  }
}
