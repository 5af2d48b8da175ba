/**
 * The runner of reactions: follows the log and gives the commands that facts call for. Where it stopped is a
 * checkpoint; what it gives twice is answered from the log, so a crash between the two costs nothing.
 */
import type { Command, Outcome } from './command.js';
import { decodeEnvelope, type Envelope } from './envelope.js';
import type { Rejection } from './rejection.js';
import type { Cursor, Store, StoredFact } from './store.js';

export interface Checkpoints {
  load(name: string): Promise<Cursor | undefined>;
  save(name: string, cursor: Cursor): Promise<void>;
}

export interface RunnerParts {
  readonly store: Store;
  readonly checkpoints: Checkpoints;
  /** The commands that a fact calls for. */
  readonly after: (fact: Envelope) => Promise<readonly Command[]>;
  readonly execute: (command: Command) => Promise<Outcome>;
  /** A reaction that was refused: somebody has to look at it. The runner goes on. */
  readonly refused: (command: Command, rejection: Rejection) => void;
}

const NAME = 'reactions';

export class Runner {
  constructor(private readonly parts: RunnerParts) {}

  /** Works off the log up to its end, with what its own commands add. Returns how many commands it gave. */
  async catchUp(): Promise<number> {
    let given = 0;
    for (;;) {
      const after = await this.parts.checkpoints.load(NAME);
      let last: Cursor | undefined;
      for await (const stored of this.parts.store.readLog(after === undefined ? {} : { after })) {
        given += await this.take(stored);
        last = stored.cursor;
      }
      if (last === undefined) return given;
      await this.parts.checkpoints.save(NAME, last);
    }
  }

  /** Follows the log until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const after = await this.parts.checkpoints.load(NAME);
    for await (const stored of this.parts.store.follow({ ...(after === undefined ? {} : { after }), signal })) {
      await this.take(stored);
      await this.parts.checkpoints.save(NAME, stored.cursor);
    }
  }

  private async take(stored: StoredFact): Promise<number> {
    const commands = await this.parts.after(decodeEnvelope(stored.bytes));
    for (const command of commands) {
      const outcome = await this.parts.execute(command);
      if (outcome.kind === 'rejected') this.parts.refused(command, outcome.rejection);
    }
    return commands.length;
  }
}
