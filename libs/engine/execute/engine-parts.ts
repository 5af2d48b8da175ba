/** What the engine is made of: the ports it is handed. */
import type { Rules } from '../fold/rules.js';
import type { Json } from '../canonical/canonical-json.js';
import type { Command, Verdict } from '../decide/command.js';
import type { Rejection } from '../decide/rejection.js';
import type { Keys, RandomSource, Sealer } from '../ports/sealing.js';
import type { EventStore } from '../ports/event-store.js';
import type { Publishing, DecisionContext } from '../decide/decision-context.js';

/** Judges commands: pure, made by `libs/lifecycle`. */
export interface Decider<R extends Rules = Rules> {
  /** Finds what a command is about, or says why there is no such thing. */
  address(command: Command, decision: DecisionContext<R>): AddressedCommand | Rejection;
}

export interface AddressedCommand {
  /** The primary stream. */
  readonly stream: string;
  /** The input member that must stay out of the log. */
  readonly secret?: string | undefined;
  /** Judges the command where it was addressed, by the same decision context. */
  decide(): Verdict;
}

/** Where choices of secret ballots wait until their ballot is closed. */
export interface Ballots {
  /** @throws {KeyErased} the ballot is closed. @throws {ChoiceRefused} */
  put(vote: {
    readonly ballot: string;
    readonly account: string;
    readonly command: string;
    readonly choice: Json;
  }): Promise<void>;
  /** The choices of the commands that count, sorted so that the order says nothing. @throws {KeyErased} it is closed. */
  choices(ballot: string, counted: ReadonlySet<string>): Promise<Json[]>;
  destroy(ballot: string): Promise<unknown>;
}

/** Waiting, passed in so that the engine has no clock of its own. Milliseconds. */
export interface RetryPolicy {
  elapsed(): number;
  pause(attempt: number): Promise<void>;
}

export interface EngineParts<R extends Rules = Rules> {
  readonly store: EventStore;
  readonly decider: Decider<R>;
  readonly publishing: Publishing<R>;
  readonly sealer: Sealer;
  readonly keys: Keys;
  readonly random: RandomSource;
  readonly ballots: Ballots;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The clock is no real one, and need not agree with the store's. Only for a log marked as demonstration or test. */
  readonly virtualClock?: boolean;
  readonly retry: RetryPolicy;
  /** Folded streams kept in memory. */
  readonly cachedStreams?: number;
}
