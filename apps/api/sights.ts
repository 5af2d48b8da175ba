/** What whoever asks may see, judged in the log as it stands now. */
import { Inject, Injectable } from '@nestjs/common';
import type { Command } from '../../libs/engine/command.js';
import { REJECTIONS, type Rejection } from '../../libs/engine/rejection.js';
import { allowedOn, type Allowed } from '../../libs/lifecycle/allowing.js';
import { ALL_GUARDS } from '../../libs/lifecycle/guards-platform.js';
import { decider } from '../../libs/lifecycle/decide.js';
import { carriedPlatform } from '../../libs/lifecycle/publishing.js';
import { sightOf, type Sight } from '../../libs/lifecycle/sight.js';
import type { TokenGrant } from '../assembly/tokens.js';
import { API, type Api } from './parts.js';
import { Refusal, rejectionRole } from './refusal.js';

@Injectable()
export class Sights {
  readonly carried = carriedPlatform().programme;
  private readonly judge = decider(this.carried, ALL_GUARDS);

  constructor(@Inject(API) private readonly api: Api) {}

  /** Undefined: there is nothing, or nothing that this token may know of. */
  of(token: TokenGrant, stream: string): Promise<Sight | undefined> {
    return this.api.hearth.engine.ask(token.root, (world) => sightOf(token, stream, world, this.carried));
  }

  /** @throws {Refusal} 404: nothing to see. */
  async needed(token: TokenGrant, stream: string): Promise<Sight> {
    const sight = await this.of(token, stream);
    if (sight === undefined) throw new Refusal(404, 'notFound');
    return sight;
  }

  /**
   * Every command on a subject that names the token's role, and why not. Undefined: there is nothing to see and nothing
   * to do.
   */
  allowed(token: TokenGrant, stream: string, cycle?: string): Promise<readonly Allowed[] | undefined> {
    return this.api.hearth.engine.ask(token.root, (world) => {
      const sight = sightOf(token, stream, world, this.carried);
      const commands = allowedOn(token, { stream, cycle }, world, this.carried, ALL_GUARDS);
      const isThere = world.read(stream).standing !== undefined;
      const concerns = ({ allowed, reason }: Allowed): boolean =>
        allowed || (!isThere && reason !== undefined && !rejectionRole(reason));
      if (!sight && !commands.some(concerns)) return undefined;
      return commands.map((each) => (each.reason ? { ...each, reason: veiled(each.reason, sight) } : each));
    });
  }

  /** A refusal as it may be told to whoever gave the command. */
  async told(command: Command, rejection: Rejection): Promise<Rejection | undefined> {
    // That one's own grant was revoked tells of nothing else.
    if (!HIDING.has(REJECTIONS[rejection.reason]) || rejection.reason === 'grantRevoked') return rejection;
    const { by, root, cycle } = command;
    if (!('account' in by)) return rejection;
    return this.api.hearth.engine.ask(root, (world) => {
      const address = this.judge.address(command, world);
      if ('reason' in address || !world.read(address.stream).standing) return rejection;
      const { stream } = address;
      const sight = sightOf(by, stream, world, this.carried);
      // It is there, whoever asked does not see it, and may do nothing on it either: it is as if it were not there.
      const own = sight ? [] : allowedOn(by, { stream, cycle }, world, this.carried, ALL_GUARDS);
      if (!sight && !own.some(({ allowed }) => allowed)) return undefined;
      return veiled(rejection, sight);
    });
  }
}

const HIDING: ReadonlySet<string> = new Set(['role', 'state']);

/** Names no stage that whoever asked may not know of. */
function veiled(rejection: Rejection, sight: Sight | undefined): Rejection {
  const { stage, ...params } = rejection.params;
  if (typeof stage !== 'string' || rejection.reason === 'cycleForbids') return rejection;
  const told = sight?.stageTold(stage);
  return { ...rejection, params: told === undefined ? params : { ...params, stage: told } };
}
