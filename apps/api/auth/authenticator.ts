/** Who a request comes from, and whether their grant is in force. */
import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import { withUnits } from '../../../libs/runtime/labels.js';
import type { Token, Tokens } from '../../../libs/runtime/tokens.js';
import { HttpProblem } from '../http/http-problem.js';
import type { HttpRequest } from '../http/http-types.js';
import { STORE, TOKENS, ZONE } from '../http/injection-tokens.js';
import { isGrantInForce } from './grant-in-force.js';

/** RFC 6750: the scheme in any case, one space, the token. */
const BEARER = /^bearer ([\w-]{1,200})$/i;
const BASIC = /^basic ([A-Za-z0-9+/=]{1,400})$/i;

@Injectable()
export class Authenticator {
  constructor(
    private readonly service: CommandService,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(TOKENS) private readonly tokens: Tokens,
    @Inject(ZONE) private readonly zone: string,
  ) {}

  /** @throws {HttpProblem} 401 */
  async authenticate({ headers: { authorization } }: HttpRequest): Promise<Token> {
    if (authorization === undefined) throw unauthorized('tokenMissing', 'Bearer');
    return this.findBearer(BEARER.exec(authorization)?.[1], 'Bearer error="invalid_token"');
  }

  /** Requires that the token's grant is in force, and of one of these roles. @throws {HttpProblem} 403 */
  async requireGrant(token: Token, roles?: readonly string[]): Promise<void> {
    if (!(await isGrantInForce(this.service, token))) throw await this.grantRevoked(token);
    if (roles && !roles.includes(token.role)) throw new HttpProblem(403, 'roleRequired', { roles: roles.join(', ') });
  }

  /**
   * For pages of operators: a browser asks for a name and a password; the password is the token, the name does not matter.
   * @throws {HttpProblem} 401, 403
   */
  async requireOperator({ headers: { authorization } }: HttpRequest): Promise<void> {
    const challenge = 'Basic realm="Hearth", charset="UTF-8"';
    if (authorization === undefined) throw unauthorized('tokenMissing', challenge);
    const credentials = BASIC.exec(authorization)?.[1];
    const password = credentials && Buffer.from(credentials, 'base64').toString('utf8').split(':').slice(1).join(':');
    const token = await this.findBearer(password ?? BEARER.exec(authorization)?.[1], challenge);
    await this.requireGrant(token, ['operator']);
  }

  private async grantRevoked({ root, role, unit }: Token): Promise<HttpProblem> {
    const params = { role, unit };
    const known = await withUnits(this.store, root, { zone: this.zone }, [{ reason: 'grantRevoked', params }]);
    return new HttpProblem(403, 'grantRevoked', params, [], {}, known);
  }

  private async findBearer(text: string | undefined, challenge: string): Promise<Token> {
    const token = text === undefined ? undefined : await this.tokens.find(text);
    if (!token) throw unauthorized('tokenUnknown', challenge);
    if (token.kind !== 'bearer') throw unauthorized('tokenKind', challenge);
    return token;
  }
}

function unauthorized(reason: 'tokenMissing' | 'tokenUnknown' | 'tokenKind', challenge: string): HttpProblem {
  return new HttpProblem(401, reason, {}, [], { 'www-authenticate': challenge });
}
