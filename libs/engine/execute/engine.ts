/**
 * The way of a command: load, decide, append, and again when something moved in between. The only I/O is the ports
 * passed in.
 *
 * A refusal writes nothing, so a stale memory would go unnoticed: before it is answered, the heads of all streams that
 * were read are looked at again, and if one moved the command is decided anew.
 */
import { describeAppend, readAppend, canonicalBody } from './idempotency.js';
import type { Json } from '../canonical/canonical-json.js';
import { validateCommand, type Accepted, type Command, type Outcome } from '../decide/command.js';
import { decodeEnvelope } from '../envelope/envelope.js';
import type { StreamState } from '../fold/fold.js';
import type { Rules } from '../fold/rules.js';
import { commandId } from '../envelope/ids.js';
import { StreamLocks } from './stream-locks.js';
import type { EngineParts } from './engine-parts.js';
import { rejection, type Rejection } from '../decide/rejection.js';
import { requestDigest } from './request-digest.js';
import { ChoiceRefused, KeyErased } from '../ports/sealing.js';
import { ClockCheck } from './clock-check.js';
import {
  BadAppend,
  streamParts,
  Unavailable,
  type AppendResult,
  type Check,
  type Conflict,
  type Write,
} from '../ports/event-store.js';
import {
  loadStream,
  createDecisionContext,
  StreamCache,
  MissingReads,
  PublishedValues,
  type DecisionContext,
} from '../decide/decision-context.js';
import { writeFacts, type WrittenFacts } from './write-facts.js';

/** A clock this far behind a stream's last fact refuses its commands: what it writes could not be put in order again. */
const CLOCK_BEHIND_MS = 5 * 60_000;
/** How long a command tries again when others get in between. */
const CONTENTION_MS = 2_000;
/** More than one append holds: the input's fault, not the programme's. */
const TOO_MUCH: ReadonlySet<string> = new Set([
  'tooManyStreams',
  'tooManyFacts',
  'tooManyChecks',
  'appendTooLarge',
  'factTooLarge',
]);
/** Rounds of loading in one decision: each round learns what the one before could not ask for yet. */
const LOAD_ROUNDS = 60;

export class Engine<R extends Rules = Rules> {
  readonly published: PublishedValues<R>;
  private readonly memory: StreamCache;
  private readonly locks = new StreamLocks();
  private readonly requestKeys = new Map<string, Uint8Array>();
  private readonly storeClock: ClockCheck | undefined;

  constructor(private readonly parts: EngineParts<R>) {
    const { store, clock, retry: patience, virtualClock } = parts;
    if (!virtualClock) this.storeClock = new ClockCheck(store, clock, () => patience.elapsed());
    this.published = new PublishedValues(parts.publishing);
    this.memory = new StreamCache(parts.cachedStreams ?? 20_000);
  }

  /**
   * @throws {Unavailable} the store is out of reach, the clock is off, or others got in between for two seconds. Unless
   *   it says that the outcome is unknown, nothing was written. The same command with the same key may be given again.
   */
  async execute(command: Command): Promise<Outcome> {
    const wrong = validateCommand(command);
    if (wrong) return { kind: 'rejected', rejection: wrong };
    await this.storeClock?.check();
    const started = this.parts.retry.elapsed();
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.attempt(command);
      if (outcome !== 'again') return outcome;
      if (this.parts.retry.elapsed() - started > CONTENTION_MS) throw new Unavailable('others kept getting in between');
      await this.parts.retry.pause(attempt);
    }
  }

  /** A stream as this process knows it: exact while nobody else writes to it. */
  async recall(stream: string): Promise<StreamState> {
    return this.memory.get(stream) ?? this.refresh(stream);
  }

  /** A stream as it stands in the log now. */
  async read(stream: string): Promise<StreamState> {
    return this.refresh(stream);
  }

  /**
   * Answers a question about what stands in the log now: a pure function, asked again whenever something has to be
   * loaded first, or when what it looked at has moved meanwhile.
   * @throws {Unavailable} the store is out of reach, or others kept writing for two seconds.
   */
  async ask<T>(root: string, question: (decision: DecisionContext<R>) => T): Promise<T> {
    const started = this.parts.retry.elapsed();
    for (let attempt = 0; ; attempt += 1) {
      let looked: readonly StreamState[] = [];
      const answer = await this.inWorld(root, 'a question', (decision, seen) => {
        const found = question(decision);
        looked = [...seen.values()];
        return found;
      });
      if (!(await this.moved(looked))) return answer;
      if (this.parts.retry.elapsed() - started > CONTENTION_MS) throw new Unavailable('others kept getting in between');
      await this.parts.retry.pause(attempt);
    }
  }

  private async attempt(command: Command): Promise<Outcome | 'again'> {
    const judged = await this.judge(command);
    if (judged.kind !== 'accepted') return this.unlessStale(judged);
    const release = await this.locks.acquire(judged.writes);
    try {
      // Somebody may have written while this one waited for its turn.
      const moved = judged.seen.some((folded) => this.memory.get(folded.stream) !== folded);
      const again = moved ? await this.judge(command) : judged;
      if (again.kind !== 'accepted') return await this.unlessStale(again);
      if (again.writes.some((stream) => !judged.writes.includes(stream))) return 'again';
      return await this.write(command, again);
    } finally {
      release();
    }
  }

  private judge(command: Command): Promise<Judged> {
    return this.inWorld(command.root, command.name, (decision, seen) => this.decide(command, decision, seen));
  }

  /** Asks again after each round of loading, until nothing is missing any more. */
  private async inWorld<T>(
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
          const choices = await this.cast(stream, fact);
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
  ): Promise<Judged> {
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
    keepsToRoot(command.root, [...writes, ...verdict.checks]);
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
   * The command was taken before: its facts answer it, if it asks for the same. Where somebody in them was erased,
   * nobody can tell any more what was asked, and the same key is taken at its word.
   */
  private async repeated(
    root: string,
    primary: StreamState,
    before: number,
    body: string | Rejection,
  ): Promise<Exclude<Judged, { kind: 'accepted' }>> {
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
    // Instants of one form: as texts they are in order of time.
    const latest = new Date(Date.parse(clock) + CLOCK_BEHIND_MS).toISOString();
    for (const { stream, at } of seen) {
      if (at > latest) {
        throw new Unavailable(`clockBehind: the clock stands at ${clock}, ${stream} was last written at ${at}`);
      }
    }
  }

  /** A refusal or conflict counts only if every stream it rests on still stands where it was read. */
  private async unlessStale(judged: Exclude<Judged, { kind: 'accepted' }>): Promise<Outcome | 'again'> {
    if (judged.kind === 'repeated') return judged.outcome;
    if (await this.moved(judged.seen)) return 'again';
    return judged.kind === 'rejected'
      ? { kind: 'rejected', rejection: judged.rejection }
      : { kind: 'conflict', conflicts: judged.conflicts };
  }

  /** Whether any of these stands elsewhere by now; those that do are read again. */
  private async moved(seen: readonly StreamState[]): Promise<boolean> {
    const heads = seen.length === 0 ? [] : await this.parts.store.heads(seen.map((folded) => folded.stream));
    const moved = seen.filter((folded, index) => heads[index] !== folded.rev);
    await Promise.all(moved.map((folded) => this.refresh(folded.stream)));
    return moved.length > 0;
  }

  private async write(command: Command, judged: Judged & { kind: 'accepted' }): Promise<Outcome | 'again'> {
    const { accepted, seen, id, body, primary } = judged;
    const read = new Map(seen.map((folded) => [folded.stream, folded]));
    const { sealer, keys, random } = this.parts;
    const pen = { book: this.published.book, sealer, keys, random };
    const writing = { command, id, primary, body, rootKey: await this.requestKey(command.root) };
    const facts = await writeFacts(pen, writing, accepted, (stream) => known(read, stream));
    if ('reason' in facts) return this.unlessStale({ kind: 'rejected', rejection: facts, seen });
    const closed = await this.vote(command, judged);
    if (closed) return this.unlessStale({ kind: 'rejected', rejection: closed, seen });
    const checks = accepted.checks
      .filter((stream) => !judged.writes.includes(stream))
      .map((stream) => ({ stream, expected: known(read, stream).rev }));
    const appended = await this.append(facts.writes, checks);
    if ('reason' in appended) return { kind: 'rejected', rejection: appended };
    if (!appended.ok) {
      // Also with `If-Match`: it may be this very command, written a moment ago by another process.
      await Promise.all(appended.conflicts.map(({ stream }) => this.refresh(stream)));
      return 'again';
    }
    this.remember(facts, id);
    if (accepted.closes !== undefined) await this.parts.ballots.destroy(accepted.closes);
    return { kind: 'accepted', repeated: false, cursor: appended.cursor, ...describeAppend(primary, facts.envelopes) };
  }

  /** Puts a choice where it waits for its ballot to be closed. A ballot whose key is gone was closed meanwhile. */
  private async vote(
    command: Command,
    { accepted, id, seen }: Judged & { kind: 'accepted' },
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

  /** What is too large for one append is refused, like other input that must change. */
  private async append(writes: readonly Write[], checks: readonly Check[]): Promise<AppendResult | Rejection> {
    try {
      return await this.parts.store.append(writes, checks);
    } catch (error) {
      if (error instanceof BadAppend && TOO_MUCH.has(error.reason))
        return rejection('limitReached', { field: error.reason });
      throw error;
    }
  }

  private remember({ envelopes, writes, after }: WrittenFacts, id: string): void {
    for (const { type, data } of envelopes) this.published.learn(type, data);
    for (const [index, folded] of after.entries()) {
      const { expected } = writes[index] as Write;
      folded.commands.set(id, expected + 1);
      this.memory.put(folded);
    }
  }

  /** A choice whose command never became a fact was not cast: only those of facts in the stream count. */
  private async cast(ballot: string, factType: string): Promise<readonly Json[] | undefined> {
    const counted = new Set<string>();
    for await (const stored of this.parts.store.readStream(ballot)) {
      if (stored.type === factType) counted.add(decodeEnvelope(stored.bytes).command);
    }
    try {
      return await this.parts.ballots.choices(ballot, counted);
    } catch (error) {
      const held = this.memory.get(ballot)?.rev;
      // Closed by another process: what is remembered of the ballot is stale, unless the log knows of no closing.
      if (!(error instanceof KeyErased) || (await this.refresh(ballot)).rev === held) throw error;
      return undefined;
    }
  }

  private async refresh(stream: string): Promise<StreamState> {
    const folded = await loadStream(this.parts.store, this.published, this.memory.from(stream));
    this.memory.put(folded);
    return this.memory.get(stream) ?? folded;
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
      memory: this.memory,
      published: this.published,
    });
  }
}

type Judged =
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

function known(read: ReadonlyMap<string, StreamState>, stream: string): StreamState {
  const folded = read.get(stream);
  if (!folded) throw new Error(`${stream} is to be written or checked but was not read`);
  return folded;
}

/** One log holds several federations; what is written for one rests on nothing of another. */
function keepsToRoot(root: string, streams: readonly string[]): void {
  const other = streams.find((stream) => streamParts(stream).root !== root);
  if (other !== undefined) throw new Error(`${other} does not belong to ${root}`);
}
