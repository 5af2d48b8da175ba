/** What the engine is built from: the decider and the ports. */
import type { Rules } from '../fold/rules.js';
import type { Json } from '../canonical/canonical-json.js';
import type { Command } from '../decide/command.js';
import type { Verdict } from '../decide/verdict.js';
import type { Rejection } from '../decide/rejection.js';
import type { Keys, RandomSource, Sealer } from '../ports/sealing.js';
import type { EventStore } from '../ports/event-store.js';
import type { RetryTimer } from './retry-on-conflict.js';
import type { DecisionContext } from '../decide/decision-context.js';
import type { Publishing } from '../load/published-values.js';

/** Decides commands. Pure; `libs/lifecycle` makes it. */
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

/** Holds the choices of secret ballots until their ballot is closed. */
export interface Ballots {
  /** @throws {KeyErased} the ballot is closed. @throws {ChoiceRefused} */
  put(vote: {
    readonly ballot: string;
    readonly account: string;
    readonly command: string;
    readonly choice: Json;
  }): Promise<void>;
  /** The choices of the commands that count, in an order that reveals nothing. @throws {KeyErased} the ballot is closed. */
  choices(ballot: string, counted: ReadonlySet<string>): Promise<Json[]>;
  destroy(ballot: string): Promise<unknown>;
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
  /** The clock is not real, and need not agree with the store's. Only for a log marked as demonstration or test. */
  readonly virtualClock?: boolean;
  readonly retry: RetryTimer;
  /** Streams whose state is kept in memory (default 20,000). */
  readonly cachedStreams?: number;
}
