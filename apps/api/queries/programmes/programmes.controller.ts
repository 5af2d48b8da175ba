import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { readProgrammes, readProgramme } from './programmes.routes.js';
import { ReadProgramme } from './read-programme.handler.js';
import { ReadProgrammes } from './read-programmes.handler.js';

@Controller()
export class ProgrammesController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readProgrammes)
  readProgrammes(@Parsed(readProgrammes) request: ParsedRequest<typeof readProgrammes>) {
    return this.queries.execute(new ReadProgrammes(request));
  }

  @Route(readProgramme)
  readProgramme(@Parsed(readProgramme) request: ParsedRequest<typeof readProgramme>) {
    return this.queries.execute(new ReadProgramme(request));
  }
}
