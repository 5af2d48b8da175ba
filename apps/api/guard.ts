/** Who comes in: judged for every route by what the route itself says. */
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { standingGrant } from './grants.js';
import type { HttpRequest } from './http.js';
import { API, type Api } from './parts.js';
import { Refusal } from './refusal.js';
import { ROUTE, type RouteSpec } from './route.js';

/** RFC 6750: the scheme in any case, one space, the token. */
const BEARER = /^bearer ([\w-]{1,200})$/i;

@Injectable()
export class Guard implements CanActivate {
  /** Requests going on, by token. */
  private readonly going = new Map<string, number>();

  constructor(@Inject(API) private readonly api: Api) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = Reflect.getMetadata(ROUTE, context.getHandler()) as RouteSpec | undefined;
    if (spec === undefined) throw new Error('a route that does not say who may come in');
    // A calendar's address is judged by its own handler: what is wrong with it is not told apart.
    if (spec.access === 'public' || spec.access === 'calendar') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const token = await this.tokenOf(request.headers.authorization);
    request.token = token;
    this.take(request, token.id);
    // With a command the engine proves the grant itself, against the very revision that its facts rest on.
    if (spec.access === 'command') return true;
    if (!(await standingGrant(this.api.hearth, token)))
      throw new Refusal(403, 'grantRevoked', { role: token.role, unit: token.unit });
    if (typeof spec.access === 'object' && !spec.access.roles.includes(token.role))
      throw new Refusal(403, 'roleRequired', { roles: spec.access.roles.join(', ') });
    return true;
  }

  private async tokenOf(authorization: string | undefined) {
    if (authorization === undefined) throw unauthorised('tokenMissing', 'Bearer');
    const text = BEARER.exec(authorization)?.[1];
    const token = text === undefined ? undefined : await this.api.tokens.find(text);
    if (!token) throw unauthorised('tokenUnknown', 'Bearer error="invalid_token"');
    if (token.kind !== 'bearer') throw unauthorised('tokenKind', 'Bearer error="invalid_token"');
    return token;
  }

  private take(request: HttpRequest, id: string): void {
    const limit = this.api.limits.requestsPerToken;
    const going = this.going.get(id) ?? 0;
    if (going >= limit) throw new Refusal(429, 'busy', { limit }, [], { 'retry-after': '1' });
    this.going.set(id, going + 1);
    request.release = () => {
      const left = (this.going.get(id) ?? 1) - 1;
      if (left > 0) this.going.set(id, left);
      else this.going.delete(id);
    };
  }
}

function unauthorised(reason: 'tokenMissing' | 'tokenUnknown' | 'tokenKind', challenge: string): Refusal {
  return new Refusal(401, reason, {}, [], { 'www-authenticate': challenge });
}
