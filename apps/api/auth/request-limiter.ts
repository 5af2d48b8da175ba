/** Limits how many requests of one token are served at a time. */
import { Inject, Injectable } from '@nestjs/common';
import { finished } from 'node:stream';
import type { Token } from '../../../libs/runtime/tokens.js';
import type { ApiLimits } from '../http/api-parts.js';
import { HttpProblem } from '../http/http-problem.js';
import type { HttpReply } from '../http/http-types.js';
import { LIMITS } from '../http/injection-tokens.js';

@Injectable()
export class RequestLimiter {
  /** Requests being served, by token. */
  private readonly open = new Map<string, number>();

  constructor(@Inject(LIMITS) private readonly limits: ApiLimits) {}

  /** Counts a request until its response has been sent, or its connection is closed. @throws {HttpProblem} 429 */
  admit({ id }: Token, { raw }: HttpReply): void {
    const limit = this.limits.requestsPerToken;
    const open = this.open.get(id) ?? 0;
    if (open >= limit) throw new HttpProblem(429, 'busy', { limit }, [], { 'retry-after': '1' });
    this.open.set(id, open + 1);
    finished(raw, () => {
      const left = (this.open.get(id) ?? 1) - 1;
      if (left > 0) this.open.set(id, left);
      else this.open.delete(id);
    });
  }
}
