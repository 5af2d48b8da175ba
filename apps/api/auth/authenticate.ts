/** Who a request comes from, and whether their grant stands. */
import { withUnits } from '../../../libs/runtime/labels.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { standingGrant } from './standing-grant.js';
import type { HttpRequest } from '../http/http-types.js';
import type { Api } from '../http/api-parts.js';
import { Refusal } from '../http/refusal.js';

/** RFC 6750: the scheme in any case, one space, the token. */
const BEARER = /^bearer ([\w-]{1,200})$/i;
const BASIC = /^basic ([A-Za-z0-9+/=]{1,400})$/i;

export class Entry {
  constructor(private readonly api: Api) {}

  /** @throws {Refusal} 401 */
  async token(authorization: string | undefined): Promise<Token> {
    if (authorization === undefined) throw unauthorised('tokenMissing', 'Bearer');
    return this.bearer(BEARER.exec(authorization)?.[1], 'Bearer error="invalid_token"');
  }

  /** The grant behind a token must stand, and be of one of these roles. @throws {Refusal} 403 */
  async proven(token: Token, roles?: readonly string[]): Promise<void> {
    if (!(await standingGrant(this.api.service, token))) throw await this.revoked(token);
    if (roles && !roles.includes(token.role)) throw new Refusal(403, 'roleRequired', { roles: roles.join(', ') });
  }

  private async revoked({ root, role, unit }: Token): Promise<Refusal> {
    const { store, zone } = this.api;
    const params = { role, unit };
    const known = await withUnits(store, root, { zone }, [{ reason: 'grantRevoked', params }]);
    return new Refusal(403, 'grantRevoked', params, [], {}, known);
  }

  /** For pages of operators: a browser asks for a password, which is the token; the name does not matter. */
  async operator({ headers: { authorization } }: HttpRequest): Promise<void> {
    const challenge = 'Basic realm="Hearth", charset="UTF-8"';
    if (authorization === undefined) throw unauthorised('tokenMissing', challenge);
    const pair = BASIC.exec(authorization)?.[1];
    const password = pair && Buffer.from(pair, 'base64').toString('utf8').split(':').slice(1).join(':');
    const token = await this.bearer(password ?? BEARER.exec(authorization)?.[1], challenge);
    await this.proven(token, ['operator']);
  }

  private async bearer(text: string | undefined, challenge: string): Promise<Token> {
    const token = text === undefined ? undefined : await this.api.tokens.find(text);
    if (!token) throw unauthorised('tokenUnknown', challenge);
    if (token.kind !== 'bearer') throw unauthorised('tokenKind', challenge);
    return token;
  }
}

function unauthorised(reason: 'tokenMissing' | 'tokenUnknown' | 'tokenKind', challenge: string): Refusal {
  return new Refusal(401, reason, {}, [], { 'www-authenticate': challenge });
}
