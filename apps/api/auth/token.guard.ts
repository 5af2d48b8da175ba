/** Who comes in: judged for every route by what the route itself says. */
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Entry } from './authenticate.js';
import type { HttpRequest } from '../http/http-types.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal } from '../http/refusal.js';
import { ROUTE, type RouteSpec } from '../http/route.js';

@Injectable()
export class Guard implements CanActivate {
  private readonly entry: Entry;
  /** Requests going on, by token. */
  private readonly going = new Map<string, number>();

  constructor(@Inject(API) private readonly api: Api) {
    this.entry = new Entry(api);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = Reflect.getMetadata(ROUTE, context.getHandler()) as RouteSpec | undefined;
    if (spec === undefined) throw new Error('a route that does not say who may come in');
    const { access } = spec;
    // A calendar's address is judged by its own handler: what is wrong with it is not told apart.
    if (access === 'public' || access === 'calendar') return true;
    const request = context.switchToHttp().getRequest<HttpRequest>();
    if (access === 'operator') {
      await this.entry.operator(request);
      return true;
    }
    const token = await this.entry.token(request.headers.authorization);
    request.token = token;
    this.take(request, token.id);
    // With a command the engine proves the grant itself, against the very revision that its facts rest on.
    if (access !== 'command') await this.entry.proven(token, typeof access === 'object' ? access.roles : undefined);
    return true;
  }

  private take(request: HttpRequest, id: string): void {
    const limit = this.api.limits.requestsPerToken;
    const going = this.going.get(id) ?? 0;
    if (going >= limit) throw new Refusal(429, 'busy', { limit }, [], { 'retry-after': '1' });
    this.going.set(id, going + 1);
    request.release = () => {
      delete request.release;
      const left = (this.going.get(id) ?? 1) - 1;
      if (left > 0) this.going.set(id, left);
      else this.going.delete(id);
    };
  }
}
