import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Parsed, type ParsedRequest } from '../../http/parse-request.pipe.js';
import { Route } from '../../http/route.js';
import { readUnits, readHomes, readRegister } from './federation.routes.js';
import { ReadHomes } from './read-homes.handler.js';
import { ReadRegister } from './read-register.handler.js';
import { ReadUnits } from './read-units.handler.js';

@Controller()
export class FederationController {
  constructor(private readonly queries: QueryBus) {}

  @Route(readUnits)
  readUnits(@Parsed(readUnits) request: ParsedRequest<typeof readUnits>) {
    return this.queries.execute(new ReadUnits(request));
  }

  @Route(readHomes)
  readHomes(@Parsed(readHomes) request: ParsedRequest<typeof readHomes>) {
    return this.queries.execute(new ReadHomes(request));
  }

  @Route(readRegister)
  readRegister(@Parsed(readRegister) request: ParsedRequest<typeof readRegister>) {
    return this.queries.execute(new ReadRegister(request));
  }
}
