import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../http/parse-request.pipe.js';
import { Route } from '../http/route.js';
import { AdvanceClock } from './advance-clock.handler.js';
import { advanceClock, readClock, readLag } from './clock.routes.js';
import { ReadClock } from './read-clock.handler.js';
import { ReadLag } from './read-lag.handler.js';

@Controller()
export class ClockController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Route(readClock)
  readClock(@Parsed(readClock) _request: ParsedRequest<typeof readClock>) {
    return this.queries.execute(new ReadClock());
  }

  @Route(advanceClock)
  advanceClock(@Parsed(advanceClock) { body }: ParsedRequest<typeof advanceClock>) {
    return this.commands.execute(new AdvanceClock(Date.parse(body.to)));
  }

  @Route(readLag)
  readLag(@Parsed(readLag) _request: ParsedRequest<typeof readLag>) {
    return this.queries.execute(new ReadLag());
  }
}
