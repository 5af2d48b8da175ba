import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { readMe } from './me.routes.js';
import { ReadMe } from './read-me.handler.js';

@Controller()
export class MeController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readMe)
  readMe(@Parsed(readMe) request: ParsedRequest<typeof readMe>) {
    return this.queries.execute(new ReadMe(request.token));
  }
}
