/** Decides for every route who may use it, by what the route itself says. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { HttpReply, HttpRequest } from '../http/http-types.js';
import { ROUTE, type RouteSpec } from '../http/route.js';
import { Authenticator } from './authenticator.js';
import { RequestLimiter } from './request-limiter.js';

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly limiter: RequestLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<RouteSpec | undefined>(ROUTE, context.getHandler());
    if (spec === undefined) throw new Error('the route does not say who may use it');
    const { access } = spec;
    // The token in a calendar's address is checked by its handler, which answers 404 to whatever is wrong with it.
    if (access === 'public' || access === 'calendar') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    if (access === 'operator') {
      await this.authenticator.requireOperator(request);
      return true;
    }
    const token = await this.authenticator.authenticate(request);
    request.token = token;
    this.limiter.admit(token, http.getResponse<HttpReply>());
    // For commands the engine checks the grant, at the revision that the command's facts build on.
    if (access !== 'command')
      await this.authenticator.requireGrant(token, typeof access === 'object' ? access.roles : undefined);
    return true;
  }
}
