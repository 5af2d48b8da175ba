/**
 * Executes a command: load, decide, append, and again after a conflict. All I/O goes through the ports that are passed in.
 *
 * The states in memory may be stale. An append on stale states meets a conflict in the store, but a rejection writes
 * nothing: before it is answered, the heads of all streams that were read are looked up, and if one of them has moved the
 * command is decided again.
 */
import type { Json } from '../canonical/canonical-json.js';
import { validateCommand, type Command } from '../decide/command.js';
import { createDecisionContext, MissingReads, type DecisionContext } from '../decide/decision-context.js';
import type { Outcome } from '../decide/outcome.js';
import { rejection, type Rejection } from '../decide/rejection.js';
import type { Accepted } from '../decide/verdict.js';
import { decodeEnvelope } from '../envelope/envelope.js';
import { commandId } from '../envelope/ids.js';
import type { StreamState } from '../fold/fold.js';
import type { Rules } from '../fold/rules.js';
import { loadStream } from '../load/load-stream.js';
import { PublishedValues } from '../load/published-values.js';
import { StreamCache } from '../load/stream-cache.js';
import {
  BadAppend,
  streamParts,
  Unavailable,
  type AppendResult,
  type Check,
  type Conflict,
  type Write,
} from '../ports/event-store.js';
import { ChoiceRefused, KeyErased } from '../ports/sealing.js';
import { ClockCheck } from './clock-check.js';
import type { EngineParts } from './engine-parts.js';
import { canonicalBody, describeAppend, readAppend } from './idempotency.js';
import { requestDigest } from './request-digest.js';
import { CONFLICT, retryOnConflict } from './retry-on-conflict.js';
import { StreamLocks } from './stream-locks.js';
import { writeFacts, type WrittenFacts } from './write-facts.js';

/** A clock further than this behind a stream's last fact refuses its commands: facts could not be put in order later. */
const CLOCK_BEHIND_MS = 5 * 60_000;
/** Limits of an append that the command's input exceeds. The command is rejected. */
const INPUT_LIMITS: ReadonlySet<string> = new Set([
  'tooManyStreams',
  'tooManyFacts',
  'tooManyChecks',
  'appendTooLarge',
  'factTooLarge',
]);
/** Rounds of loading in one decision. Each round may show that more is needed. */
const LOAD_ROUNDS = 60;

export class Engine<R extends Rules = Rules> {
  readonly published: PublishedValues<R>;
  private readonly cache: StreamCache;
  private readonly locks = new StreamLocks();
  private readonly requestKeys = new Map<string, Uint8Array>();
  private readonly clockCheck: ClockCheck | undefined;

  constructor(private readonly parts: EngineParts<R>) {
    const { store, clock, retry, virtualClock } = parts;
    if (!virtualClock) this.clockCheck = new ClockCheck(store, clock, () => retry.elapsed());
    this.published = new PublishedValues(parts.publishing);
    this.cache = new StreamCache(parts.cachedStreams ?? 20_000);
  }

  /**
   * @throws {Unavailable} the store is out of reach, the clock is wrong, or every attempt met a conflict
   *   ({@link retryOnConflict}). Unless it says that the outcome is unknown, nothing was written. The same command with the
   *   same key may be given again.
   */
  async execute(command: Command): Promise<Outcome> {
    const invalid = validateCommand(command);
    if (invalid) return { kind: 'rejected', rejection: invalid };
    await this.clockCheck?.check();
    return retryOnConflict(this.parts.retry, () => this.attempt(command));
  }

  /** A stream's state from memory: up to date while no other process writes to it. */
  async readCached(stream: string): Promise<StreamState> {
    return this.cache.get(stream) ?? this.refresh(stream);
  }

  /** A stream's state as of now. */
  async read(stream: string): Promise<StreamState> {
    return this.refresh(stream);
  }

  /**
   * Answers a question about the log as of now. The question is a pure function: it is asked again when something has to be
   * loaded first, or when a stream that it has read moved meanwhile.
   * @throws {Unavailable} the store is out of reach, or streams kept moving ({@link retryOnConflict}).
   */
  async ask<T>(root: string, question: (decision: DecisionContext<R>) => T): Promise<T> {
    return retryOnConflict(this.parts.retry, async () => {
      let seenStates: readonly StreamState[] = [];
      const answer = await this.withContext(root, 'a question', (decision, seen) => {
        const found = question(decision);
        seenStates = [...seen.values()];
        return found;
      });
      return (await this.refreshMoved(seenStates)) ? CONFLICT : answer;
    });
  }

  private async attempt(command: Command): Promise<Outcome | typeof CONFLICT> {
    const judged = await this.judge(command);
    if (judged.kind !== 'accepted') return this.unlessMoved(judged);
    const release = await this.locks.acquire(judged.writes);
    try {
      // Another command may have written to the streams while this one waited for the locks.
      const moved = judged.seen.some((state) => this.cache.get(state.stream) !== state);
      const current = moved ? await this.judge(command) : judged;
      if (current.kind !== 'accepted') return await this.unlessMoved(current);
      if (current.writes.some((stream) => !judged.writes.includes(stream))) return CONFLICT;
      return await this.write(command, current);
    } finally {
      release();
    }
  }

  private judge(command: Command): Promise<Judgement> {
    return this.withContext(command.root, command.name, (decision, seen) => this.decide(command, decision, seen));
  }

  /** Runs a question, and again after each round of loading, until nothing is missing. */
  private async withContext<T>(
    root: string,
    what: string,
    question: (decision: DecisionContext<R>, seen: Map<string, StreamState>) => T | Promise<T>,
  ): Promise<T> {
    const ballots = new Map<string, readonly Json[]>();
    for (let round = 0; round < LOAD_ROUNDS; round += 1) {
      const seen = new Map<string, StreamState>();
      try {
        return await question(this.decision(root, seen, ballots), seen);
      } catch (error) {
        if (!(error instanceof MissingReads)) throw error;
        await Promise.all(error.streams.map((stream) => this.refresh(stream)));
        for (const hash of error.published) await this.published.load(this.parts.store, root, hash);
        for (const { stream, fact } of error.ballots) {
          const choices = await this.castChoices(stream, fact);
          if (choices) ballots.set(stream, choices);
        }
      }
    }
    throw new Error(`${what} asks for more than ${LOAD_ROUNDS} rounds of loading`);
  }

  private async decide(
    command: Command,
    decision: DecisionContext<R>,
    seen: Map<string, StreamState>,
  ): Promise<Judgement> {
    const address = this.parts.decider.address(command, decision);
    if ('reason' in address) return { kind: 'rejected', rejection: address, seen: [...seen.values()] };
    const primary = decision.read(address.stream);
    const account = 'account' in command.by ? command.by.account : `system:${command.by.system}`;
    const id = commandId(command.root, account, address.stream, command.key);
    const body = canonicalBody(command, address.secret);
    const before = primary.commands.get(id);
    if (before !== undefined) return this.repeated(command.root, primary, before, body);
    if (typeof body !== 'string') return { kind: 'rejected', rejection: body, seen: [primary] };
    if (command.expected !== undefined && command.expected !== primary.rev) {
      return {
        kind: 'conflict',
        conflicts: [{ stream: address.stream, expected: command.expected, actual: primary.rev }],
        seen: [primary],
      };
    }
    const verdict = address.decide();
    this.refuseClockBehind(decision.clock, seen.values());
    if (verdict.kind === 'rejected') return { ...verdict, seen: [...seen.values()] };
    const writes = [...new Set(verdict.proposals.map((proposal) => proposal.stream))];
    assertWithinRoot(command.root, [...writes, ...verdict.checks]);
    return {
      kind: 'accepted',
      accepted: verdict,
      writes,
      seen: [...seen.values()],
      id,
      body,
      primary: address.stream,
    };
  }

  /**
   * The command was executed before: it is answered from its facts, if it asks for the same. Where a person in them was
   * erased, its digest cannot be made any more, and the same key counts as the same command.
   */
  private async repeated(
    root: string,
    primary: StreamState,
    before: number,
    body: string | Rejection,
  ): Promise<Exclude<Judgement, { kind: 'accepted' }>> {
    const { stream } = primary;
    const { envelopes, cursor } = await readAppend(this.parts.store, stream, before);
    const data = envelopes.map((each) => each.data);
    const request =
      typeof body === 'string' ? await requestDigest(this.parts.keys, await this.requestKey(root), body, data) : 'none';
    if (request !== undefined && request !== envelopes[0]?.request)
      return { kind: 'rejected', rejection: rejection('keyReused'), seen: [primary] };
    const outcome = { kind: 'accepted' as const, repeated: true, cursor, ...describeAppend(stream, envelopes) };
    return { kind: 'repeated', outcome };
  }

  private refuseClockBehind(clock: string, seen: Iterable<StreamState>): void {
    // Instants have one format, so that comparing the texts compares the times.
    const latest = new Date(Date.parse(clock) + CLOCK_BEHIND_MS).toISOString();
    for (const { stream, at } of seen) {
      if (at > latest) {
        throw new Unavailable(`clockBehind: the clock says ${clock}, but ${stream} was last written at ${at}`);
      }
    }
  }

  /** A rejection or conflict is only valid if no stream that it rests on has moved since it was read. */
  private async unlessMoved(judged: Exclude<Judgement, { kind: 'accepted' }>): Promise<Outcome | typeof CONFLICT> {
    if (judged.kind === 'repeated') return judged.outcome;
    if (await this.refreshMoved(judged.seen)) return CONFLICT;
    return judged.kind === 'rejected'
      ? { kind: 'rejected', rejection: judged.rejection }
      : { kind: 'conflict', conflicts: judged.conflicts };
  }

  /** Whether any of these streams has moved since; those are read again. */
  private async refreshMoved(seen: readonly StreamState[]): Promise<boolean> {
    const heads = seen.length === 0 ? [] : await this.parts.store.heads(seen.map((state) => state.stream));
    const moved = seen.filter((state, index) => heads[index] !== state.rev);
    await Promise.all(moved.map((state) => this.refresh(state.stream)));
    return moved.length > 0;
  }

  private async write(command: Command, judged: Judgement & { kind: 'accepted' }): Promise<Outcome | typeof CONFLICT> {
    const { accepted, seen, id, body, primary } = judged;
    const read = new Map(seen.map((state) => [state.stream, state]));
    const { sealer, keys, random } = this.parts;
    const pen = { findRules: this.published.findRules, sealer, keys, random };
    const writing = { command, id, primary, body, rootKey: await this.requestKey(command.root) };
    const facts = await writeFacts(pen, writing, accepted, (stream) => stateIn(read, stream));
    if ('reason' in facts) return this.unlessMoved({ kind: 'rejected', rejection: facts, seen });
    const refused = await this.putVote(command, judged);
    if (refused) return this.unlessMoved({ kind: 'rejected', rejection: refused, seen });
    const checks = accepted.checks
      .filter((stream) => !judged.writes.includes(stream))
      .map((stream) => ({ stream, expected: stateIn(read, stream).rev }));
    const appended = await this.append(facts.writes, checks);
    if ('reason' in appended) return { kind: 'rejected', rejection: appended };
    if (!appended.ok) {
      // With `If-Match` too: the conflict may be this very command, written a moment ago by another process.
      await Promise.all(appended.conflicts.map(({ stream }) => this.refresh(stream)));
      return CONFLICT;
    }
    this.cacheWritten(facts, id);
    if (accepted.closes !== undefined) await this.parts.ballots.destroy(accepted.closes);
    return { kind: 'accepted', repeated: false, cursor: appended.cursor, ...describeAppend(primary, facts.envelopes) };
  }

  /** Stores a choice until its ballot is closed. If the ballot's key is gone, it was closed meanwhile. */
  private async putVote(
    command: Command,
    { accepted, id, seen }: Judgement & { kind: 'accepted' },
  ): Promise<Rejection | undefined> {
    if (!accepted.vote || !('account' in command.by)) return undefined;
    try {
      await this.parts.ballots.put({ ...accepted.vote, account: command.by.account, command: id });
      return undefined;
    } catch (error) {
      if (error instanceof ChoiceRefused) return rejection('limitReached', { field: error.limit });
      if (!(error instanceof KeyErased)) throw error;
      const { ballot } = accepted.vote;
      const stage = seen.find(({ stream }) => stream === ballot)?.chartState?.stage ?? '';
      return rejection('stageForbids', { command: command.name, stage });
    }
  }

  /** Appends. Input that is too large for one append is rejected. */
  private async append(writes: readonly Write[], checks: readonly Check[]): Promise<AppendResult | Rejection> {
    try {
      return await this.parts.store.append(writes, checks);
    } catch (error) {
      if (error instanceof BadAppend && INPUT_LIMITS.has(error.reason))
        return rejection('limitReached', { field: error.reason });
      throw error;
    }
  }

  private cacheWritten({ envelopes, writes, states: after }: WrittenFacts, id: string): void {
    for (const { type, data } of envelopes) this.published.addFromFact(type, data);
    for (const [index, state] of after.entries()) {
      const { expected } = writes[index] as Write;
      state.commands.set(id, expected + 1);
      this.cache.put(state);
    }
  }

  /** The choices of a ballot whose commands became facts. A choice without its fact was not cast. */
  private async castChoices(ballot: string, factType: string): Promise<readonly Json[] | undefined> {
    const counted = new Set<string>();
    for await (const stored of this.parts.store.readStream(ballot)) {
      if (stored.type === factType) counted.add(decodeEnvelope(stored.bytes).command);
    }
    try {
      return await this.parts.ballots.choices(ballot, counted);
    } catch (error) {
      const held = this.cache.get(ballot)?.rev;
      // Another process has closed the ballot, so that the cached state is stale. If the log has no closing, it is a fault.
      if (!(error instanceof KeyErased) || (await this.refresh(ballot)).rev === held) throw error;
      return undefined;
    }
  }

  private async refresh(stream: string): Promise<StreamState> {
    const state = await loadStream(this.parts.store, this.published, this.cache.getOrInitial(stream));
    this.cache.put(state);
    return this.cache.get(stream) ?? state;
  }

  private async requestKey(root: string): Promise<Uint8Array> {
    let key = this.requestKeys.get(root);
    if (!key) this.requestKeys.set(root, (key = await this.parts.keys.ensure(`request:${root}`, 'request')));
    return key;
  }

  private decision(
    root: string,
    seen: Map<string, StreamState>,
    ballots: ReadonlyMap<string, readonly Json[]>,
  ): DecisionContext<R> {
    return createDecisionContext({
      root,
      clock: new Date(this.parts.clock()).toISOString(),
      seen,
      ballots,
      cache: this.cache,
      published: this.published,
    });
  }
}

type Judgement =
  | {
      readonly kind: 'accepted';
      readonly accepted: Accepted;
      readonly writes: readonly string[];
      readonly seen: readonly StreamState[];
      readonly id: string;
      readonly body: string;
      readonly primary: string;
    }
  | { readonly kind: 'rejected'; readonly rejection: Rejection; readonly seen: readonly StreamState[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[]; readonly seen: readonly StreamState[] }
  | { readonly kind: 'repeated'; readonly outcome: Outcome };

function stateIn(read: ReadonlyMap<string, StreamState>, stream: string): StreamState {
  const state = read.get(stream);
  if (!state) throw new Error(`${stream} is to be written or checked but was not read`);
  return state;
}

/** A log holds several federations. A command of one reads and writes nothing of another. */
function assertWithinRoot(root: string, streams: readonly string[]): void {
  const other = streams.find((stream) => streamParts(stream).root !== root);
  if (other !== undefined) throw new Error(`${other} does not belong to ${root}`);
}
