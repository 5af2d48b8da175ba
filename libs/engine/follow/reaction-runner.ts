/**
 * The runner of reactions: follows the log and gives the commands that facts call for. Where it stopped is a
 * checkpoint; what it gives twice is answered from the log, so a crash between the two costs nothing.
 */
import type { Command, Outcome } from '../decide/command.js';
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
  /** A reaction that was refused: somebody has to look at it. The runner goes on when this is done. */
  readonly onRefused: OnRefused;
}

export type OnRefused = (command: Command, rejection: Rejection) => void | Promise<void>;

/** The name of its checkpoint. */
export const REACTIONS_FOLLOWER = 'reactions';

export class ReactionRunner {
  constructor(private readonly parts: ReactionRunnerParts) {}

  /** Works off the log up to its end, with what its own commands add. Returns how many commands it gave. */
  async catchUp(): Promise<number> {
    let given = 0;
    await followToEnd(this.follower(this.parts.onRefused, (commands) => (given += commands)));
    return given;
  }

  /**
   * Follows the log until the signal aborts. `refused`: who hears of reactions that were refused, instead of the parts'.
   * @throws {Unavailable} {@link FollowerReplaced}: run again, and it goes on where it was.
   */
  async run(signal: AbortSignal, refused: OnRefused = this.parts.onRefused): Promise<void> {
    await followLog(
      this.follower(refused, () => undefined),
      signal,
    );
  }

  private follower(refused: OnRefused, given: (commands: number) => void): Follower {
    const { store, checkpoints } = this.parts;
    const handle = async (facts: readonly StoredFact[]): Promise<void> => {
      for (const fact of facts) given(await this.take(fact, refused));
    };
    return { name: REACTIONS_FOLLOWER, store, checkpoints, handle };
  }

  private async take(stored: StoredFact, refused: OnRefused): Promise<number> {
    const commands = await this.parts.reactionsTo(decodeEnvelope(stored.bytes));
    for (const command of commands) {
      const outcome = await this.parts.execute(command);
      if (outcome.kind === 'rejected') await refused(command, outcome.rejection);
    }
    return commands.length;
  }
}
