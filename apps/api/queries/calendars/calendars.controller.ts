import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { readCalendar } from './calendars.routes.js';
import { ReadCalendar } from './read-calendar.handler.js';

@Controller()
export class CalendarsController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readCalendar)
  readCalendar(@Parsed(readCalendar) { params, query, language }: ParsedRequest<typeof readCalendar>) {
    return this.queries.execute(new ReadCalendar(params.file.slice(0, -'.ics'.length), query.lang ?? language));
  }
}
