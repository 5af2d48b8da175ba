import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { ReadCommands } from './read-commands.handler.js';
import { ReadHistory } from './read-history.handler.js';
import { ReadStream } from './read-stream.handler.js';
import { readStream, readHistory, readCommands } from './streams.routes.js';

@Controller()
export class StreamsController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readStream)
  readStream(@Parsed(readStream) { token, params, query }: ParsedRequest<typeof readStream>) {
    return this.queries.execute(new ReadStream(token, params.stream, query.at));
  }

  @Route(readHistory)
  readHistory(@Parsed(readHistory) { token, params, query }: ParsedRequest<typeof readHistory>) {
    return this.queries.execute(new ReadHistory(token, params.stream, query));
  }

  @Route(readCommands)
  readCommands(@Parsed(readCommands) { token, params, query }: ParsedRequest<typeof readCommands>) {
    return this.queries.execute(new ReadCommands(token, params.stream, query.cycle));
  }
}
