/** The door through which a simulated federation moves, and the window through which it looks. */
import type { Command } from '../engine/decide/command.js';
import type { Outcome } from '../engine/decide/outcome.js';
import type { StreamState } from '../engine/fold/fold.js';
import type { EventStore } from '../engine/ports/event-store.js';
import type { CommandService } from '../runtime/command-service.js';
import type { Account } from './federation.js';

/**
 * A log to look at. Players look at control states as they are, whoever may see what: they have to tell what is still to
 * be done, as the people whom they stand for know from their desks.
 */
export interface Look {
  readonly store: EventStore;
  recall(stream: string): Promise<StreamState>;
}

/** A command as an account gives it. */
export interface Given extends Pick<Command, 'cycle' | 'name' | 'input' | 'for' | 'key'> {
  readonly stream: string;
  readonly by: Account;
}

export type Answer =
  /** The streams that were written. */
  | { readonly kind: 'accepted'; readonly written: readonly string[] }
  /** Why not, and what is wrong with the input. */
  | { readonly kind: 'refused'; readonly reason: string; readonly problems: readonly string[] };

/** All that a player may do. */
export interface Door extends Look {
  give(given: Given): Promise<Answer>;
  /** Puts the clock. Milliseconds since 1970. */
  setClock(instant: number): Promise<void>;
  /** Waits until all that follows from what was given has happened. Returns why reactions were refused meanwhile. */
  settled(): Promise<readonly string[]>;
}

/** The door of this process: reactions are worked off by whoever waits for them, and there is no timer. */
export function doorInProcess(
  service: CommandService,
  root: string,
  setClock: (instant: number) => void | Promise<void>,
): Door {
  let reactionsSeen = service.refusedReactions.length;
  return {
    store: service.store,
    recall: (stream) => service.recall(stream),
    setClock: async (instant) => setClock(instant),
    async give({ stream, ...given }) {
      return answerOf(await service.execute({ root, target: { stream }, ...given }));
    },
    async settled() {
      await service.runner.catchUp();
      const refused = service.refusedReactions.slice(reactionsSeen);
      reactionsSeen += refused.length;
      return refused.map(({ rejection }) => rejection.reason);
    },
  };
}

function answerOf(outcome: Outcome): Answer {
  if (outcome.kind === 'accepted') return { kind: 'accepted', written: outcome.facts.map(({ stream }) => stream) };
  if (outcome.kind === 'conflict') throw new Error('a conflict, though no revision was asked for');
  const { reason, problems } = outcome.rejection;
  return { kind: 'refused', reason, problems: problems.map((problem) => problem.reason) };
}
