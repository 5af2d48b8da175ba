/** What whoever asks may see, judged in the log as it stands now. */
import { Inject, Injectable } from '@nestjs/common';
import type { Command } from '../../libs/engine/command.js';
import { REJECTIONS } from '../../libs/engine/rejection.js';
import { allowedOn, type Allowed } from '../../libs/lifecycle/allowing.js';
import { ALL_GUARDS } from '../../libs/lifecycle/guards-platform.js';
import { decider } from '../../libs/lifecycle/decide.js';
import { carriedPlatform } from '../../libs/lifecycle/publishing.js';
import { sightOf, type Sight } from '../../libs/lifecycle/sight.js';
import type { TokenGrant } from '../assembly/tokens.js';
import { API, type Api } from './parts.js';

@Injectable()
export class Sights {
  readonly carried = carriedPlatform().programme;
  private readonly judge = decider(this.carried, ALL_GUARDS);

  constructor(@Inject(API) private readonly api: Api) {}

  /** Undefined: there is nothing, or nothing that this token may know of. */
  of(token: TokenGrant, stream: string): Promise<Sight | undefined> {
    return this.api.hearth.engine.ask(token.root, (world) => sightOf(token, stream, world, this.carried));
  }

  /** Every command on a subject that names the token's role, and why not. */
  allowed(token: TokenGrant, stream: string): Promise<readonly Allowed[]> {
    return this.api.hearth.engine.ask(token.root, (world) =>
      allowedOn(token, { stream }, world, this.carried, ALL_GUARDS),
    );
  }

  /**
   * Whether a refusal would tell of something that there is nothing to know about: it is there, whoever asked does not
   * see it, and has nothing to do on it either.
   */
  async conceals(command: Command): Promise<boolean> {
    const { by, root, cycle } = command;
    if (!('account' in by)) return false;
    return this.api.hearth.engine.ask(root, (world) => {
      const address = this.judge.address(command, world);
      if ('reason' in address || !world.read(address.stream).standing) return false;
      const { stream } = address;
      if (sightOf(by, stream, world, this.carried) !== undefined) return false;
      const commands = allowedOn(by, { stream, cycle }, world, this.carried, ALL_GUARDS);
      return commands.every(({ reason }) => reason !== undefined && REJECTIONS[reason.reason] === 'role');
    });
  }
}
