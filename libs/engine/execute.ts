/**
 * The way of a command: load, decide, append, and again when something moved in between. The only I/O is the ports
 * passed in.
 *
 * A refusal writes nothing, so a stale memory would go unnoticed: before it is answered, the heads of all streams that
 * were read are looked at again, and if one moved the command is decided anew.
 */
import type { Json } from './canonical.js';
import type { Accepted, Command, Outcome, Verdict } from './command.js';
import { decodeEnvelope } from './envelope.js';
import type { Folded } from './fold.js';
import { commandId } from './ids.js';
import { Locks } from './locks.js';
import { rejection, type Rejection } from './rejection.js';
import type { Keys, RandomSource, Sealer } from './sealing.js';
import { Unavailable, type Conflict, type Store, type Write } from './store.js';
import { loadStream, Memory, Needs, Published, type Publishing, type World } from './world.js';
import { requestDigest, writeFacts, type Written } from './writing.js';

/** Judges commands: pure, made by `libs/lifecycle`. */
export interface Decider {
  /** The primary stream of a command and the input member that must stay out of the log, or why there is none. */
  address(
    command: Command,
    world: World,
  ): { readonly stream: string; readonly secret?: string | undefined } | Rejection;
  decide(command: Command, world: World, id: string): Verdict;
}

/** Where choices of secret ballots wait until their ballot is closed. */
export interface Votes {
  put(vote: {
    readonly ballot: string;
    readonly account: string;
    readonly command: string;
    readonly choice: Json;
  }): Promise<void>;
  /** The choices of the commands that count, sorted so that the order says nothing. */
  choices(ballot: string, counted: ReadonlySet<string>): Promise<Json[]>;
  destroy(ballot: string): Promise<unknown>;
}

/** Waiting, passed in so that the engine has no clock of its own. Milliseconds. */
export interface Patience {
  elapsed(): number;
  pause(attempt: number): Promise<void>;
}

export interface EngineParts {
  readonly store: Store;
  readonly decider: Decider;
  readonly publishing: Publishing;
  readonly sealer: Sealer;
  readonly keys: Keys;
  readonly random: RandomSource;
  readonly votes: Votes;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly patience: Patience;
  /** Folded streams kept in memory. */
  readonly remembered?: number;
}

/** A clock this far behind a stream's last fact refuses its commands: what it writes could not be put in order again. */
const CLOCK_BEHIND_MS = 5 * 60_000;
/** How long a command tries again when others get in between. */
const CONTENTION_MS = 2_000;
/** Rounds of loading in one decision: each round learns what the one before could not ask for yet. */
const LOAD_ROUNDS = 60;

export class Engine {
  readonly published: Published;
  private readonly memory: Memory;
  private readonly locks = new Locks();
  private readonly requestKeys = new Map<string, Uint8Array>();

  constructor(private readonly parts: EngineParts) {
    this.published = new Published(parts.publishing);
    this.memory = new Memory(parts.remembered ?? 50_000);
  }

  /**
   * @throws {Unavailable} the store is out of reach, the clock is off, or others got in between for two seconds. Unless
   *   it says that the outcome is unknown, nothing was written. The same command with the same key may be given again.
   */
  async execute(command: Command): Promise<Outcome> {
    const started = this.parts.patience.elapsed();
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.attempt(command);
      if (outcome !== 'again') return outcome;
      if (this.parts.patience.elapsed() - started > CONTENTION_MS)
        throw new Unavailable('others kept getting in between');
      await this.parts.patience.pause(attempt);
    }
  }

  /** A stream as it stands in the log now. */
  async read(stream: string): Promise<Folded> {
    return this.refresh(stream);
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

  private async judge(command: Command): Promise<Judged> {
    const ballots = new Map<string, readonly Json[]>();
    for (let round = 0; round < LOAD_ROUNDS; round += 1) {
      const seen = new Map<string, Folded>();
      try {
        return await this.decide(command, this.world(command.root, seen, ballots), seen);
      } catch (error) {
        if (!(error instanceof Needs)) throw error;
        await Promise.all(error.streams.map((stream) => this.refresh(stream)));
        for (const hash of error.published) await this.published.load(this.parts.store, command.root, hash);
        for (const { stream, fact } of error.ballots) ballots.set(stream, await this.cast(stream, fact));
      }
    }
    throw new Error(`${command.name} asks for more than ${LOAD_ROUNDS} rounds of loading`);
  }

  private async decide(command: Command, world: World, seen: Map<string, Folded>): Promise<Judged> {
    const address = this.parts.decider.address(command, world);
    if ('reason' in address) return { kind: 'rejected', rejection: address, seen: [...seen.values()] };
    const primary = world.read(address.stream);
    const account = 'account' in command.by ? command.by.account : `system:${command.by.system}`;
    const id = commandId(command.root, account, address.stream, command.key);
    const request = requestDigest(await this.requestKey(command.root), command, address.secret);
    const before = primary.commands.get(id);
    if (before) {
      if (before.request !== request) return { kind: 'rejected', rejection: rejection('keyReused'), seen: [primary] };
      return { kind: 'repeated', stream: address.stream, ...before };
    }
    if (command.expected !== undefined && command.expected !== primary.rev) {
      return {
        kind: 'conflict',
        conflicts: [{ stream: address.stream, expected: command.expected, actual: primary.rev }],
        seen: [primary],
      };
    }
    const verdict = this.parts.decider.decide(command, world, id);
    this.refuseClockBehind(world.clock, seen.values());
    if (verdict.kind === 'rejected') return { ...verdict, seen: [...seen.values()] };
    const writes = [...new Set(verdict.proposals.map((proposal) => proposal.stream))];
    return {
      kind: 'accepted',
      accepted: verdict,
      writes,
      seen: [...seen.values()],
      ids: { command: id, request },
      primary: address.stream,
    };
  }

  private refuseClockBehind(clock: string, seen: Iterable<Folded>): void {
    const now = Date.parse(clock);
    for (const { stream, at } of seen) {
      if (at !== '' && Date.parse(at) - now > CLOCK_BEHIND_MS) {
        throw new Unavailable(`clockBehind: the clock stands at ${clock}, ${stream} was last written at ${at}`);
      }
    }
  }

  /** A refusal or conflict counts only if every stream it rests on still stands where it was read. */
  private async unlessStale(judged: Exclude<Judged, { kind: 'accepted' }>): Promise<Outcome | 'again'> {
    if (judged.kind === 'repeated') {
      const { stream, from, to } = judged;
      return { kind: 'accepted', stream, from, to, repeated: true, facts: [] };
    }
    const streams = judged.seen.map((folded) => folded.stream);
    const heads = streams.length === 0 ? [] : await this.parts.store.heads(streams);
    const moved = judged.seen.filter((folded, index) => heads[index] !== folded.rev);
    if (moved.length > 0) {
      await Promise.all(moved.map((folded) => this.refresh(folded.stream)));
      return 'again';
    }
    return judged.kind === 'rejected'
      ? { kind: 'rejected', rejection: judged.rejection }
      : { kind: 'conflict', conflicts: judged.conflicts };
  }

  private async write(command: Command, judged: Judged & { kind: 'accepted' }): Promise<Outcome | 'again'> {
    const { accepted, seen, ids } = judged;
    const read = new Map(seen.map((folded) => [folded.stream, folded]));
    const pen = { book: this.published.book, sealer: this.parts.sealer, random: this.parts.random };
    const written = await writeFacts(pen, command, ids, accepted, (stream) => known(read, stream));
    if ('reason' in written) return this.unlessStale({ kind: 'rejected', rejection: written, seen });
    if (accepted.vote && 'account' in command.by) {
      await this.parts.votes.put({ ...accepted.vote, account: command.by.account, command: ids.command });
    }
    const checks = accepted.checks
      .filter((stream) => !judged.writes.includes(stream))
      .map((stream) => ({ stream, expected: known(read, stream).rev }));
    const appended = await this.parts.store.append(written.writes, checks);
    if (!appended.ok) return this.conflicted(command, judged.primary, appended.conflicts);
    this.remember(written, ids);
    if (accepted.closes !== undefined) await this.parts.votes.destroy(accepted.closes);
    return answer(judged.primary, written, appended.cursor);
  }

  private async conflicted(
    command: Command,
    primary: string,
    conflicts: readonly Conflict[],
  ): Promise<Outcome | 'again'> {
    await Promise.all(conflicts.map(({ stream }) => this.refresh(stream)));
    const met = conflicts.find(({ stream }) => stream === primary);
    return command.expected !== undefined && met ? { kind: 'conflict', conflicts: [met] } : 'again';
  }

  private remember(written: Written, ids: { readonly command: string; readonly request: string }): void {
    for (const { type, data } of written.envelopes) this.published.learn(type, data);
    for (const [index, folded] of written.after.entries()) {
      const write = written.writes[index] as Write;
      folded.commands.set(ids.command, { request: ids.request, from: write.expected + 1, to: folded.rev });
      this.memory.put(folded);
    }
  }

  /** A choice whose command never became a fact was not cast: only those of facts in the stream count. */
  private async cast(ballot: string, factType: string): Promise<readonly Json[]> {
    const counted = new Set<string>();
    for await (const stored of this.parts.store.readStream(ballot)) {
      if (stored.type === factType) counted.add(decodeEnvelope(stored.bytes).command);
    }
    return this.parts.votes.choices(ballot, counted);
  }

  private async refresh(stream: string): Promise<Folded> {
    const folded = await loadStream(this.parts.store, this.published, this.memory.from(stream));
    this.memory.put(folded);
    return this.memory.get(stream) ?? folded;
  }

  private async requestKey(root: string): Promise<Uint8Array> {
    let key = this.requestKeys.get(root);
    if (!key) this.requestKeys.set(root, (key = await this.parts.keys.ensure(`request:${root}`, 'request')));
    return key;
  }

  private world(root: string, seen: Map<string, Folded>, ballots: ReadonlyMap<string, readonly Json[]>): World {
    const readAll = (streams: readonly string[]): readonly Folded[] => {
      const missing = streams.filter((stream) => !seen.has(stream) && !this.memory.get(stream));
      if (missing.length > 0) throw new Needs(missing);
      return streams.map((stream) => {
        const folded = seen.get(stream) ?? (this.memory.get(stream) as Folded);
        seen.set(stream, folded);
        return folded;
      });
    };
    return {
      root,
      clock: new Date(this.parts.clock()).toISOString(),
      readAll,
      read: (stream) => readAll([stream])[0] as Folded,
      rules: (hash) => {
        const rules = this.published.book(hash);
        if (!rules) throw new Needs([], [hash]);
        return rules;
      },
      published: (hash) => {
        if (!this.published.has(hash)) throw new Needs([], [hash]);
        return this.published.value(hash);
      },
      choices: (stream, fact) => {
        const found = ballots.get(stream);
        if (!found) throw new Needs([], [], [{ stream, fact }]);
        return found;
      },
    };
  }
}

type Judged =
  | {
      readonly kind: 'accepted';
      readonly accepted: Accepted;
      readonly writes: readonly string[];
      readonly seen: readonly Folded[];
      readonly ids: { readonly command: string; readonly request: string };
      readonly primary: string;
    }
  | { readonly kind: 'rejected'; readonly rejection: Rejection; readonly seen: readonly Folded[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[]; readonly seen: readonly Folded[] }
  | { readonly kind: 'repeated'; readonly stream: string; readonly from: number; readonly to: number };

function known(read: ReadonlyMap<string, Folded>, stream: string): Folded {
  const folded = read.get(stream);
  if (!folded) throw new Error(`${stream} is to be written or checked but was not read`);
  return folded;
}

function answer(stream: string, written: Written, cursor: string): Outcome {
  const facts = written.envelopes.map(({ stream: on, rev, type, id }) => ({ stream: on, rev, type, id }));
  const own = facts.filter((fact) => fact.stream === stream);
  return {
    kind: 'accepted',
    stream,
    from: own[0]?.rev ?? -1,
    to: own.at(-1)?.rev ?? -1,
    cursor,
    repeated: false,
    facts,
  };
}
