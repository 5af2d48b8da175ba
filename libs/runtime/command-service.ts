/** Takes commands, answers questions about the log, and runs the reactions to what was written: the engine with its parts put together. */
import { canonicalHash } from '../engine/canonical/digest.js';
import type { Command } from '../engine/decide/command.js';
import type { DecisionContext } from '../engine/decide/decision-context.js';
import type { Outcome } from '../engine/decide/outcome.js';
import type { Envelope } from '../engine/envelope/envelope.js';
import { Engine } from '../engine/execute/engine.js';
import type { Ballots } from '../engine/execute/engine-parts.js';
import type { RetryTimer } from '../engine/execute/retry-on-conflict.js';
import type { StreamState } from '../engine/fold/fold.js';
import type { Rejection } from '../engine/decide/rejection.js';
import type { Checkpoints } from '../engine/follow/follow-log.js';
import { ReactionRunner } from '../engine/follow/reaction-runner.js';
import type { Keys, RandomSource } from '../engine/ports/sealing.js';
import { streamParts, Unavailable, type EventStore } from '../engine/ports/event-store.js';
import { subjectOf } from '../lifecycle/definition/subject-streams.js';
import { decider, type ProgrammeDecider } from '../lifecycle/decide/decider.js';
import type { Definition } from '../lifecycle/definition/definition.js';
import type { Guards } from '../lifecycle/vocabulary/guards/guard.js';
import { ALL_GUARDS } from '../lifecycle/vocabulary/guards/registry.js';
import { HASH_DIGITS } from '../lifecycle/definition/published-key.js';
import { rulesPart, type Programme } from '../lifecycle/definition/compile-programme.js';
import { carriedPlatform, publishing } from '../lifecycle/platform/published-values.js';
import { commandsAfter } from '../lifecycle/decide/reactions.js';
import { fieldSealer } from '../sealing/crypto/seal-fields.js';

export interface CommandServiceParts {
  readonly store: EventStore;
  readonly keys: Keys;
  readonly random: RandomSource;
  readonly votes: Ballots;
  readonly checkpoints: Checkpoints;
  readonly clock: () => number;
  /** The clock is no real one. It runs only on a log whose first fact says `demonstration` or `test`. */
  readonly virtualClock?: boolean;
  readonly retry: RetryTimer;
  /** Other guards than the registry's: a test that shows what a guard is for. */
  readonly guards?: Guards;
}

export type Nature = 'real' | 'demonstration' | 'test';

export class CommandService {
  private readonly engine: Engine<Programme>;
  private readonly runner: ReactionRunner;
  readonly store: EventStore;
  readonly decider: ProgrammeDecider;
  /** Reactions that were refused, for somebody to look at. */
  readonly refusedReactions: { readonly command: Command; readonly rejection: Rejection }[] = [];
  private readonly carried = carriedPlatform();
  /** Roots that are known to be a demonstration or a test. */
  private readonly unreal = new Set<string>();

  constructor(private readonly parts: CommandServiceParts) {
    this.store = parts.store;
    this.decider = decider(this.carried.programme, parts.guards ?? ALL_GUARDS);
    this.engine = new Engine({
      store: parts.store,
      decider: this.decider,
      publishing,
      sealer: fieldSealer(parts.keys, parts.random),
      keys: parts.keys,
      random: parts.random,
      ballots: parts.votes,
      clock: parts.clock,
      virtualClock: parts.virtualClock ?? false,
      retry: parts.retry,
    });
    this.engine.published.add(this.carried.programme.hash, this.carried.rules);
    this.runner = new ReactionRunner({
      store: parts.store,
      checkpoints: parts.checkpoints,
      reactionsTo: (fact) => this.after(fact),
      execute: (command) => this.execute(command),
      onRefused: (command, rejection) => void this.refusedReactions.push({ command, rejection }),
    });
  }

  async execute(command: Command): Promise<Outcome> {
    if (this.parts.virtualClock) await this.refuseReal(command);
    return this.engine.execute(command);
  }

  /** As this process knows it: exact while nobody else writes, and without asking the store. */
  recall(stream: string): Promise<StreamState> {
    return this.engine.readCached(stream);
  }

  read(stream: string): Promise<StreamState> {
    return this.engine.read(stream);
  }

  /**
   * Answers a question about what stands in the log now: a pure function, asked again whenever something has to be loaded
   * first, or when what it looked at has changed meanwhile.
   * @throws {Unavailable}
   */
  ask<T>(root: string, question: (decision: DecisionContext<Programme>) => T): Promise<T> {
    return this.engine.ask(root, question);
  }

  /** What was published and is known to this process: definitions, texts, calendars. */
  get published(): Engine<Programme>['published'] {
    return this.engine.published;
  }

  /**
   * Gives the commands that follow from facts, until the signal aborts. `refused` hears of those that were refused;
   * without it they are kept in {@link refusedReactions}. @throws {Unavailable}
   */
  runReactions(signal: AbortSignal, refused?: Parameters<ReactionRunner['run']>[1]): Promise<void> {
    return this.runner.run(signal, refused);
  }

  /** Gives the commands that follow from what is in the log, and those that follow from these. Returns how many. */
  catchUpReactions(): Promise<number> {
    return this.runner.catchUp();
  }

  /** Founds a federation's log. Again with the same nature changes nothing. */
  found(root: string, nature: Nature): Promise<Outcome> {
    const input = { nature, definition: this.carried.rules, texts: this.carried.texts };
    return this.setUp(root, 'foundRoot', { name: 'root' }, input);
  }

  /** Publishes a definition. Returns the id under which `openCycle` finds it, or the refusal. */
  async publish(
    root: string,
    definition: Definition,
    by: Command['by'] = SETUP,
  ): Promise<{ id: string; outcome: Outcome }> {
    const rules = rulesPart(definition);
    const id = canonicalHash(rules).slice(0, HASH_DIGITS);
    const outcome = await this.execute({
      root,
      name: 'publishProgramme',
      target: { key: { hash: id } },
      input: { definition: rules, texts: definition.texts },
      by,
      key: `publish ${id}`,
    });
    return { id, outcome };
  }

  async loadCalendar(root: string, calendar: object): Promise<{ id: string; outcome: Outcome }> {
    const id = canonicalHash(calendar).slice(0, HASH_DIGITS);
    const outcome = await this.setUp(root, 'loadCalendar', { hash: id }, { calendar });
    return { id, outcome };
  }

  /**
   * A command of the platform, given by the set-up itself. Its key is made from what it says, so that again changes
   * nothing; `time` tells apart what is said twice on purpose.
   */
  setUp(root: string, name: string, key: Record<string, string>, input: unknown, time = ''): Promise<Outcome> {
    const told = `${name} ${Object.values(key).join('.')} ${canonicalHash(input).slice(0, 16)} ${time}`.trimEnd();
    return this.execute({ root, name, target: { key }, input, by: SETUP, key: told });
  }

  private async after(fact: Envelope): Promise<readonly Command[]> {
    const { category } = streamParts(fact.stream);
    const own = await this.rules(fact);
    // Facts on a cycle are the platform's, but what follows from them is said by the programme that the cycle runs.
    const programme = category === 'cycle' ? await this.programmeOf(fact) : own;
    if (programme && closesBallot(programme, category, fact.type)) await this.parts.votes.destroy(fact.stream);
    const found = programme && subjectOf(programme, own, category);
    return programme && found ? commandsAfter(fact, programme, found.subject) : [];
  }

  /** A clock that is put where one likes dates nothing that could be taken for real. @throws {Unavailable} */
  private async refuseReal({ root, name, input }: Command): Promise<void> {
    if (this.unreal.has(root)) return;
    const founded = (await this.engine.read(`platform-${root}.root`)).fields['nature'];
    const founding = name === 'foundRoot' ? (input as { nature?: unknown } | undefined)?.nature : undefined;
    if (founded === 'real' || founding === 'real')
      throw new Unavailable(
        `clockVirtual: ${root} is real, and a virtual clock runs only on a demonstration or a test`,
      );
    if (founded !== undefined) this.unreal.add(root);
  }

  private async rules({ stream, rules }: Envelope): Promise<Programme> {
    const { published } = this.engine;
    if (!published.has(rules)) await published.load(this.store, streamParts(stream).root, rules);
    const programme = published.findRules(rules);
    if (!programme) throw new Error(`${rules} is the hash of no definition`);
    return programme;
  }

  private async programmeOf(fact: Envelope): Promise<Programme | undefined> {
    const cycle = await this.engine.read(fact.stream);
    const rules = cycle.fields['rules'];
    return typeof rules === 'string' ? this.rules({ ...fact, rules }) : undefined;
  }
}

/**
 * The command that closes a ballot destroys its rows and key. Where a crash got in between, the follower does, which
 * comes by every fact at least once.
 */
function closesBallot({ definition }: Programme, category: string, fact: string): boolean {
  return Object.values(definition.ballots).some(({ subject, closed }) => subject === category && closed === fact);
}

/** Whoever sets a log up, before anybody has a role. */
export const SETUP = { system: 'setup' } as const;
