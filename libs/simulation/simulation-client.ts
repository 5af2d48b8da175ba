/** How a simulated federation acts on a log and reads it. In this process or over HTTP. */
import type { EventStore } from '../engine/ports/event-store.js';
import type { StreamState } from '../engine/fold/fold.js';
import type { Command } from '../engine/decide/command.js';
import type { Account } from './federation.js';

/**
 * A log to look at. Players look at control states as they are, whoever may see what: they have to tell what is still to
 * be done, as the people whom they stand for know from their desks.
 */
export interface LogReader {
  readonly store: EventStore;
  recall(stream: string): Promise<StreamState>;
}

/** A command as an account gives it. */
export interface GivenCommand extends Pick<Command, 'cycle' | 'name' | 'input' | 'for' | 'key'> {
  readonly stream: string;
  readonly by: Account;
}

export type CommandAnswer =
  /** The streams that were written. */
  | { readonly kind: 'accepted'; readonly written: readonly string[] }
  /** Why not, and what is wrong with the input. */
  | { readonly kind: 'refused'; readonly reason: string; readonly problems: readonly string[] };

/** All that a player may do. */
export interface SimulationClient extends LogReader {
  give(given: GivenCommand): Promise<CommandAnswer>;
  /** Puts the clock. Milliseconds since 1970. */
  setClock(instant: number): Promise<void>;
  /** Waits until all that follows from what was given has happened. Returns why reactions were refused meanwhile. */
  waitForReactions(): Promise<readonly string[]>;
}
