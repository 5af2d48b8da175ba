/**
 * Plays a programme's cycle from before publication to its end, with generic actors: they fill forms from field lists
 * and give the commands that the values beside the programme name, rightly and wrongly. Everything goes through
 * `execute`; reactions catch up before each next move; one seed gives one log.
 */
import type { Command, Outcome } from '../../libs/engine/command.js';
import { decodeEnvelope } from '../../libs/engine/envelope.js';
import { streamParts } from '../../libs/engine/store.js';
import { keyOf, stands } from '../../libs/lifecycle/context.js';
import { localDate } from '../../libs/lifecycle/deadline.js';
import type { Definition } from '../../libs/lifecycle/definition.js';
import type { Chance } from '../../libs/lifecycle/filling.js';
import { at, holds, isMember, sizeOf, type Scope } from '../../libs/lifecycle/paths.js';
import type { Programme, ReadyCommand } from '../../libs/lifecycle/programme.js';
import type { Demonstration, Move, Simulation } from '../../libs/lifecycle/simulation.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar-data.js';
import type { Hearth, Nature } from '../assembly/hearth.js';
import { must, setUpFederation, type Account, type Federation } from './federation.js';
import { makeInput } from './inputs.js';
import { Tally, type Counts } from './tally.js';

export interface Played {
  readonly hearth: Hearth;
  readonly definition: Definition;
  readonly demonstration: Demonstration;
  readonly simulation: Simulation;
  readonly chance: Chance;
  readonly root: string;
  readonly nature: Nature;
  /** How many are put forward at most. */
  readonly applications: number;
  /** Puts the clock. Milliseconds since 1970. */
  readonly setClock: (instant: number) => void;
  readonly progress: (phase: string, done: number, of: number) => void;
}

/** Minutes between two moves of a phase, where there is room. */
const STEP_MS = 60_000;

export async function play(played: Played): Promise<Counts> {
  const { hearth, root, simulation, demonstration } = played;
  played.setClock(Date.parse(simulation.publishedAt));
  must(await hearth.found(root, played.nature));
  const federation = await setUpFederation(hearth, root, demonstration, (done, of) =>
    played.progress('federation', done, of),
  );
  const calendar = await hearth.loadCalendar(root, CHINA_2023_TO_2026);
  const published = await hearth.publish(root, played.definition);
  must(published.outcome);
  const input = { unit: simulation.unit, programme: published.id, calendar: calendar.id };
  must(await hearth.setUp(root, 'openCycle', { cycle: simulation.cycle }, input));
  const player = new Player(played, federation);
  await player.begin();
  for (const phase of simulation.phases) await player.phase(phase);
  return player.counts();
}

class Player {
  private readonly tally = new Tally();
  private readonly streams = new Map<string, Set<string>>();
  private readonly overAsked = new Map<string, number>();
  private programme!: Programme;
  private now = 0;
  private until = 0;
  private given = 0;
  private putForward = 0;
  private reactionsSeen = 0;

  constructor(
    private readonly played: Played,
    private readonly federation: Federation,
  ) {}

  async begin(): Promise<void> {
    const cycle = await this.cycle();
    this.programme = this.played.hearth.engine.published.book(String(cycle['rules'])) as Programme;
  }

  counts(): Counts {
    return this.tally.counts();
  }

  async phase(phase: Simulation['phases'][number]): Promise<void> {
    const { hearth, root, simulation, progress } = this.played;
    this.now = Date.parse(phase.from);
    this.until = Date.parse(phase.to);
    this.played.setClock(this.now);
    const cycle = { cycle: simulation.cycle };
    for (const [setting, value] of Object.entries(phase.settings ?? {})) {
      must(await hearth.setUp(root, 'giveSetting', cycle, { setting, value }, phase.name));
    }
    for (const extension of phase.extensions ?? []) {
      must(await hearth.setUp(root, 'extendDeadline', cycle, { ...extension, reason: 'simulated' }, phase.name));
    }
    for (const [index, move] of phase.moves.entries()) {
      progress(phase.name, index, phase.moves.length);
      await this.everyTurn(move, `${phase.name}/${index}`);
    }
    progress(phase.name, phase.moves.length, phase.moves.length);
  }

  /** Goes through everything a move is about, in an order by chance. */
  private async everyTurn(move: Move, name: string): Promise<void> {
    const turns = this.turns(move);
    const order = turns
      .map((turn) => ({ turn, place: this.played.chance.below(2 ** 40, `${name} order ${JSON.stringify(turn)}`) }))
      .sort((a, b) => a.place - b.place || (JSON.stringify(a.turn) < JSON.stringify(b.turn) ? -1 : 1));
    let done = 0;
    for (const { turn } of order) {
      if (move.most !== undefined && done >= move.most) return;
      for (let time = 0; time < (move.times ?? 1); time += 1) done += await this.turn(move, turn, `${name}/${time}`);
    }
  }

  private turns(move: Move): Readonly<Record<string, string>>[] {
    const { over } = move;
    if ('once' in over) return [{}];
    if ('units' in over) {
      return [...this.federation.units.values()]
        .filter((unit) => unit.sort === over.units)
        .map(({ unit }) => ({ unit }));
    }
    if ('subject' in over) return [...(this.streams.get(over.subject) ?? [])].map((stream) => ({ stream }));
    return [...this.federation.homes.values()]
      .filter(({ standings }) => over.standing === undefined || isMember(standings, over.standing))
      .filter(({ standings }) => over.without === undefined || !isMember(standings, over.without))
      .map(({ home, unit }) => ({ home, unit }));
  }

  /** One move on one thing. Returns how many commands were given. */
  private async turn(move: Move, turn: Readonly<Record<string, string>>, name: string): Promise<number> {
    const { chance } = this.played;
    const what = `${name} ${move.command} ${Object.values(turn).join(' ')}`;
    if (chance.below(100, `${what} share`) >= (move.share ?? 100)) return 0;
    const ready = this.programme.commands.get(move.command);
    if (!ready) throw new Error(`no command ${move.command}`);
    const scope = await this.scope(ready, move, turn);
    if (!scope || (move.when && !holds(move.when, scope, { isIn: (_alias, stage) => isIn(scope, stage) }))) return 0;
    if (!(await this.hasPlace(move, scope))) return 0;
    let given = 0;
    for (const by of this.actors(move, ready, scope, what)) {
      await this.give(move, ready, scope, by, `${what} ${by.account}`);
      given += 1;
    }
    return given;
  }

  /** What conditions and fills may look at; nothing when the command's stages do not hold. */
  private async scope(
    ready: ReadyCommand,
    move: Move,
    turn: Readonly<Record<string, string>>,
  ): Promise<Scope | undefined> {
    const { root, simulation, hearth } = this.played;
    const subject = this.programme.subject(ready.definition.on);
    const stream = this.streamOf(ready, move, turn);
    const folded = await hearth.recall(stream);
    if (!move.anyStage && !ready.definition.stages.some((stage) => stands(folded, stage))) return undefined;
    const key = subject ? keyOf(subject, stream) : { cycle: simulation.cycle };
    const home = key['home'] ?? turn['home'];
    return {
      self: folded.fields,
      stage: folded,
      key,
      turn,
      stream,
      cycle: await this.cycle(),
      home: home === undefined ? {} : (await hearth.recall(`home-${root}.${home}`)).fields,
      district: { unit: this.unitUnderRoot(String(folded.fields['unit'] ?? turn['unit'] ?? simulation.unit)) },
    };
  }

  private streamOf(ready: ReadyCommand, move: Move, turn: Readonly<Record<string, string>>): string {
    const { root, simulation } = this.played;
    if (ready.definition.on === 'cycle') return `cycle-${root}.${simulation.cycle}`;
    const subject = this.programme.subject(ready.definition.on);
    if (!subject) throw new Error(`${ready.name} is about ${ready.definition.on}`);
    if (turn['stream'] !== undefined && streamParts(turn['stream']).category === subject.category)
      return turn['stream'];
    const from =
      turn['stream'] === undefined
        ? turn
        : { ...keyOf(this.programme.subject(streamParts(turn['stream']).category) ?? subject, turn['stream']) };
    const ids = subject.definition.key.map((part) => {
      const said = move.key?.[part];
      return said === undefined ? from[part] : 'value' in said ? said.value : String(at({ turn: from }, said.from));
    });
    return `${subject.category}-${root}.${[...(subject.definition.lives === 'cycle' ? [simulation.cycle] : []), ...ids].join('.')}`;
  }

  /** Whether the unit has a place left, or the mistake of asking for one more is still to be made. */
  private async hasPlace({ places }: Move, scope: Scope): Promise<boolean> {
    if (!places) return true;
    const { root, simulation, applications, hearth } = this.played;
    const unit = String(at(scope, 'district.unit'));
    const most = at(scope, 'cycle.quotas') as Readonly<Record<string, number>>;
    const of = most[`${places.quota}/${unit}`] ?? 0;
    const counting = await hearth.recall(`${places.counted.subject}-${root}.${simulation.cycle}.${unit}`);
    const full = sizeOf(counting.fields[places.counted.field]) >= of;
    if (places.over !== undefined) {
      const asked = this.overAsked.get(unit) ?? 0;
      if (!full || asked >= places.over) return false;
      this.overAsked.set(unit, asked + 1);
      return true;
    }
    if (full || this.putForward >= applications) return false;
    this.putForward += 1;
    return true;
  }

  private actors(move: Move, ready: ReadyCommand, scope: Scope, what: string): readonly Account[] {
    const { accounts } = this.federation;
    const withRole = accounts.filter(({ role }) => role === move.by);
    if (typeof move.as === 'object') {
      const named = at(scope, move.as.each);
      return withRole.filter(({ account }) => isMember(named, account));
    }
    const unit = String(at(scope, 'self.unit') ?? at(scope, 'turn.unit') ?? this.played.simulation.unit);
    const chain = this.chain(unit);
    const fitting = withRole.filter((each) => chain.includes(each.unit) !== (move.as === 'stranger'));
    const own = fitting.filter((each) => each.unit === unit);
    const choose = own.length > 0 ? own : fitting;
    const chosen = choose[this.played.chance.below(Math.max(choose.length, 1), `${what} ${ready.name} actor`)];
    return chosen ? [chosen] : [];
  }

  private async give(move: Move, ready: ReadyCommand, scope: Scope, by: Account, what: string): Promise<void> {
    const { hearth, root, simulation } = this.played;
    this.tick();
    const today = localDate(new Date(this.now).toISOString(), this.programme.definition.zone);
    const ranked = await this.ranked();
    const parts = {
      chance: this.played.chance,
      programme: this.programme,
      today,
      what,
      scope,
      accounts: this.federation.accounts,
      ranked,
    };
    const home: unknown = at(scope, 'key.home');
    this.given += 1;
    const command: Command = {
      root,
      cycle: simulation.cycle,
      name: ready.name,
      target: { stream: String(scope['stream']) },
      input: makeInput(ready, move.input ?? {}, parts),
      by,
      ...(move.onBehalf && typeof home === 'string' ? { for: { stream: `home-${root}.${home}` } } : {}),
      key: `${what} ${this.given}`,
    };
    const outcome = await hearth.execute(command);
    this.note(outcome, move.kind);
    await this.react();
  }

  /** Reactions catch up before anybody moves again. */
  private async react(): Promise<void> {
    const { hearth } = this.played;
    await hearth.runner.catchUp();
    for (const { rejection } of hearth.refusedReactions.slice(this.reactionsSeen))
      this.tally.countReaction(rejection.reason);
    this.reactionsSeen = hearth.refusedReactions.length;
  }

  private note(outcome: Outcome, kind: string | undefined): void {
    this.tally.count(outcome, kind);
    if (outcome.kind !== 'accepted') return;
    for (const { stream } of outcome.facts) {
      const { category } = streamParts(stream);
      const known = this.streams.get(category) ?? new Set<string>();
      this.streams.set(category, known.add(stream));
    }
  }

  private tick(): void {
    this.now = Math.min(this.now + STEP_MS, this.until);
    this.played.setClock(this.now);
  }

  private async cycle(): Promise<Readonly<Record<string, unknown>>> {
    return (await this.played.hearth.recall(`cycle-${this.played.root}.${this.played.simulation.cycle}`)).fields;
  }

  /** Streams of the last ranking, in order. */
  private async ranked(): Promise<readonly string[]> {
    const { hearth, root, simulation } = this.played;
    let found: readonly string[] = [];
    const cycle = `cycle-${root}.${simulation.cycle}`;
    const { standing } = await hearth.recall(cycle);
    if (standing?.stage !== 'ranked') return found;
    for await (const stored of hearth.store.readStream(cycle)) {
      if (stored.type !== 'rankingFixed') continue;
      found = (decodeEnvelope(stored.bytes).data['entries'] as { stream: string }[]).map((entry) => entry.stream);
    }
    return found;
  }

  private chain(unit: string): string[] {
    const chain: string[] = [];
    for (let next: string | undefined = unit; next !== undefined; next = this.federation.units.get(next)?.parent)
      chain.push(next);
    return chain;
  }

  /** The unit just below the root that a unit belongs to: the one that has places. */
  private unitUnderRoot(unit: string): string {
    return this.chain(unit).at(-2) ?? unit;
  }
}

function isIn(scope: Scope, stage: string): boolean {
  return stands(scope['stage'] as Parameters<typeof stands>[0], stage);
}
