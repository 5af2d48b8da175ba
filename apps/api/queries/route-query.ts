import { Query } from '@nestjs/cqrs';
import type { ParsedRequest } from '../http/parse-request.pipe.js';
import type { RouteSpec } from '../http/route.js';

/** A query that is answered by all that its route was asked. */
export abstract class RouteQuery<S extends RouteSpec> extends Query<object> {
  constructor(readonly request: ParsedRequest<S>) {
    super();
  }
}
