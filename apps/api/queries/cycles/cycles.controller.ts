import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { readCycles, readSubjects, readCounts } from './cycles.routes.js';
import { ReadCounts } from './read-counts.handler.js';
import { ReadCycles } from './read-cycles.handler.js';
import { ReadSubjects } from './read-subjects.handler.js';

@Controller()
export class CyclesController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readCycles)
  readCycles(@Parsed(readCycles) request: ParsedRequest<typeof readCycles>) {
    return this.queries.execute(new ReadCycles(request));
  }

  @Route(readSubjects)
  readSubjects(@Parsed(readSubjects) request: ParsedRequest<typeof readSubjects>) {
    return this.queries.execute(new ReadSubjects(request));
  }

  @Route(readCounts)
  readCounts(@Parsed(readCounts) request: ParsedRequest<typeof readCounts>) {
    return this.queries.execute(new ReadCounts(request));
  }
}
