/** What whoever asks may see, judged in the log as it stands now. */
import { Injectable } from '@nestjs/common';
import type { Command } from '../../../libs/engine/decide/command.js';
import { initialState, type StreamState } from '../../../libs/engine/fold/fold.js';
import { REJECTIONS, type Rejection } from '../../../libs/engine/decide/rejection.js';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { DecisionContext } from '../../../libs/engine/decide/decision-context.js';
import { allowedOn, type Allowed } from '../../../libs/lifecycle/visibility/allowed-commands.js';
import { decideCommand, type ProgrammeDecider } from '../../../libs/lifecycle/decide/decider.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import {
  redactRejection,
  visibilityOf,
  type Visibility,
  type Viewer,
} from '../../../libs/lifecycle/visibility/visibility.js';
import type { Programme } from '../../../libs/lifecycle/definition/compile-programme.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';
import { HttpProblem } from '../http/http-problem.js';

@Injectable()
export class VisibilityService {
  constructor(private readonly service: CommandService) {}

  /** The one decider of this process: what is told to be allowed is judged as commands are. */
  private get decider(): ProgrammeDecider {
    return this.service.decider;
  }

  get carried(): Programme {
    return this.decider.carried;
  }

  /** Undefined: there is nothing, or nothing that this token may know of. */
  find(token: TokenGrant, stream: string): Promise<Visibility | undefined> {
    return this.service.ask(token.root, (decision) => visibilityOf(token, stream, decision, this.carried));
  }

  /** @throws {HttpProblem} 404: nothing to see. */
  async require(token: TokenGrant, stream: string): Promise<Visibility> {
    const visibility = await this.find(token, stream);
    if (visibility === undefined) throw new HttpProblem(404, 'notFound');
    return visibility;
  }

  /**
   * Every command on a subject that names the token's role, and why not. Undefined: there is nothing to see and nothing
   * to do.
   */
  allowed(
    token: Viewer & { readonly root: string },
    stream: string,
    cycle?: string,
  ): Promise<readonly Allowed[] | undefined> {
    return this.service.ask(token.root, (decision) => {
      const commandsIn = (seen: DecisionContext<Programme>) => allowedOn(token, { stream, cycle }, seen, this.decider);
      const visibility = visibilityOf(token, stream, decision, this.carried);
      const commands = commandsIn(decision);
      if (visibility || commands.some(({ allowed }) => allowed)) return commands;
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
      (visibility) => redactRejection(rejection, visibility),
      (decision) => {
        const verdict = decideCommand(this.decider, command, decision);
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
    seen: (visibility: Visibility | undefined) => T,
    hidden: (decision: DecisionContext<Programme>) => T,
  ): Promise<T> {
    const { by, root, cycle } = command;
    if (!('account' in by)) return plain;
    return this.service.ask(root, (decision) => {
      const address = this.decider.address(command, decision);
      if ('reason' in address || !decision.read(address.stream).chartState) return plain;
      const { stream } = address;
      const visibility = visibilityOf(by, stream, decision, this.carried);
      if (visibility) return seen(visibility);
      const own = allowedOn(by, { stream, cycle }, decision, this.decider);
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

/** The control fields that may be seen of a subject: as it stands, or as it stood. */
export function fieldsIn(
  visibility: Visibility,
  { fields }: Pick<StreamState, 'fields'> = visibility.folded,
): StreamState['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => visibility.fields.has(name)));
}
