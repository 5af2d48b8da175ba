/** What whoever asks may see, judged in the log as it stands now. */
import { Injectable } from '@nestjs/common';
import type { Command } from '../../../libs/engine/decide/command.js';
import { initialState, type StreamState } from '../../../libs/engine/fold/fold.js';
import { REJECTIONS, type Rejection } from '../../../libs/engine/decide/rejection.js';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { DecisionContext } from '../../../libs/engine/decide/decision-context.js';
import { allowedOn, type Allowed } from '../../../libs/lifecycle/visibility/allowed-commands.js';
import { ALL_GUARDS } from '../../../libs/lifecycle/vocabulary/guards/registry.js';
import { decider } from '../../../libs/lifecycle/decide/decider.js';
import { carriedPlatform } from '../../../libs/lifecycle/platform/published-values.js';
import { sightOf, type Sight } from '../../../libs/lifecycle/visibility/visibility.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import type { Programme } from '../../../libs/lifecycle/definition/compile-programme.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';
import { HttpProblem } from '../http/http-problem.js';

@Injectable()
export class VisibilityService {
  readonly carried = carriedPlatform().programme;
  private readonly judge = decider(this.carried, ALL_GUARDS);

  constructor(private readonly service: CommandService) {}

  /** Undefined: there is nothing, or nothing that this token may know of. */
  find(token: TokenGrant, stream: string): Promise<Sight | undefined> {
    return this.service.engine.ask(token.root, (decision) => sightOf(token, stream, decision, this.carried));
  }

  /** @throws {HttpProblem} 404: nothing to see. */
  async require(token: TokenGrant, stream: string): Promise<Sight> {
    const sight = await this.find(token, stream);
    if (sight === undefined) throw new HttpProblem(404, 'notFound');
    return sight;
  }

  /**
   * Every command on a subject that names the token's role, and why not. Undefined: there is nothing to see and nothing
   * to do.
   */
  allowed(token: TokenGrant, stream: string, cycle?: string): Promise<readonly Allowed[] | undefined> {
    return this.service.engine.ask(token.root, (decision) => {
      const commandsIn = (seen: DecisionContext<Programme>) =>
        allowedOn(token, { stream, cycle }, seen, this.carried, ALL_GUARDS);
      const sight = sightOf(token, stream, decision, this.carried);
      const commands = commandsIn(decision);
      if (sight || commands.some(({ allowed }) => allowed))
        return commands.map((each) => (each.reason ? { ...each, reason: veiled(each.reason, sight) } : each));
      const begun = commandsIn(without(stream, decision));
      const concerns = ({ allowed, reason }: Allowed): boolean =>
        allowed || (reason !== undefined && REJECTIONS[reason.reason] === 'state');
      return begun.some(concerns) ? begun : undefined;
    });
  }

  /** A refusal as it may be told to whoever gave the command; undefined: that there is nothing. */
  redactRejection(command: Command, rejection: Rejection): Promise<Rejection | undefined> {
    return this.judged(
      command,
      rejection,
      (sight) => veiled(rejection, sight),
      (decision) => {
        const verdict = this.judge.decide(command, decision, '');
        return verdict.kind === 'rejected' ? verdict.rejection : undefined;
      },
    );
  }

  /** The revision at which the subject of a command stands, as it may be told to whoever gave it. */
  redactRevision(command: Command, actual: number): Promise<number> {
    return this.judged(
      command,
      actual,
      () => actual,
      () => ABSENT,
    );
  }

  /**
   * `hidden` where the subject is there and whoever gave the command neither sees it nor may do anything on it: what is
   * said then is what would be said if it were not there, so that nobody finds out by asking.
   */
  private async judged<T>(
    command: Command,
    plain: T,
    seen: (sight: Sight | undefined) => T,
    hidden: (decision: DecisionContext<Programme>) => T,
  ): Promise<T> {
    const { by, root, cycle } = command;
    if (!('account' in by)) return plain;
    return this.service.engine.ask(root, (decision) => {
      const address = this.judge.address(command, decision);
      if ('reason' in address || !decision.read(address.stream).chartState) return plain;
      const { stream } = address;
      const sight = sightOf(by, stream, decision, this.carried);
      if (sight) return seen(sight);
      const own = allowedOn(by, { stream, cycle }, decision, this.carried, ALL_GUARDS);
      return own.some(({ allowed }) => allowed) ? seen(undefined) : hidden(without(stream, decision));
    });
  }
}

/** The decision as it would be if this had never begun. */
function without(stream: string, decision: DecisionContext<Programme>): DecisionContext<Programme> {
  const seen = (folded: StreamState): StreamState => (folded.stream === stream ? initialState(stream) : folded);
  return {
    ...decision,
    read: (name) => seen(decision.read(name)),
    readAll: (names) => decision.readAll(names).map(seen),
  };
}

/** Names no stage that whoever asked may not know of. */
function veiled(rejection: Rejection, sight: Sight | undefined): Rejection {
  const { stage, ...params } = rejection.params;
  if (typeof stage !== 'string' || rejection.reason === 'cycleForbids') return rejection;
  const told = sight?.stageTold(stage);
  return { ...rejection, params: told === undefined ? params : { ...params, stage: told } };
}

/** The control fields that may be seen of a subject: as it stands, or as it stood. */
export function fieldsIn(sight: Sight, { fields }: Pick<StreamState, 'fields'> = sight.folded): StreamState['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => sight.fields.has(name)));
}
