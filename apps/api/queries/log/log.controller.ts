import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { readLogHead } from './log.routes.js';
import { ReadLogHead } from './read-log-head.handler.js';

@Controller()
export class LogController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readLogHead)
  readLogHead(@Parsed(readLogHead) _request: ParsedRequest<typeof readLogHead>) {
    return this.queries.execute(new ReadLogHead());
  }
}
