/**
 * Runs reactions: follows the log and executes the commands that facts call for. After a crash some commands are given
 * again; they are answered from the log and write nothing.
 */
import type { Command } from '../decide/command.js';
import type { Outcome } from '../decide/outcome.js';
import { decodeEnvelope, type Envelope } from '../envelope/envelope.js';
import { followLog, followToEnd, type Checkpoints, type Follower } from './follow-log.js';
import type { Rejection } from '../decide/rejection.js';
import type { EventStore, StoredFact } from '../ports/event-store.js';

export interface ReactionRunnerParts {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  /** The commands that a fact calls for. */
  readonly reactionsTo: (fact: Envelope) => Promise<readonly Command[]>;
  readonly execute: (command: Command) => Promise<Outcome>;
  /** Called with a reaction that was rejected, which needs an operator. The runner continues when this resolves. */
  readonly onRefused: OnRefused;
}

export type OnRefused = (command: Command, rejection: Rejection) => void | Promise<void>;

/** The name of its checkpoint. */
export const REACTIONS_FOLLOWER = 'reactions';

export class ReactionRunner {
  constructor(private readonly parts: ReactionRunnerParts) {}

  /** Handles the log to its end, including what its own commands add. Returns the number of commands given. */
  async catchUp(): Promise<number> {
    let given = 0;
    await followToEnd(this.follower(this.parts.onRefused, (commands) => (given += commands)));
    return given;
  }

  /**
   * Follows the log until the signal aborts. `onRefused` replaces that of the parts.
   * @throws {Unavailable} {@link FollowerReplaced}: run it again, and it resumes from the checkpoint.
   */
  async run(signal: AbortSignal, onRefused: OnRefused = this.parts.onRefused): Promise<void> {
    await followLog(
      this.follower(onRefused, () => undefined),
      signal,
    );
  }

  private follower(onRefused: OnRefused, given: (commands: number) => void): Follower {
    const { store, checkpoints } = this.parts;
    const handle = async (facts: readonly StoredFact[]): Promise<void> => {
      for (const fact of facts) given(await this.react(fact, onRefused));
    };
    return { name: REACTIONS_FOLLOWER, store, checkpoints, handle };
  }

  private async react(stored: StoredFact, onRefused: OnRefused): Promise<number> {
    const commands = await this.parts.reactionsTo(decodeEnvelope(stored.bytes));
    for (const command of commands) {
      const outcome = await this.parts.execute(command);
      if (outcome.kind === 'rejected') await onRefused(command, outcome.rejection);
    }
    return commands.length;
  }
}
