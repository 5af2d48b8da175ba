/**
 * Generic actors: they fill forms from field lists and give the commands that the values beside a programme name,
 * rightly and wrongly, through a door. What follows from a command catches up before the next; one seed gives one log.
 */
import { localDate } from '../lifecycle/calendar/deadline.js';
import type { Chance } from './fill-form.js';
import { at, isMember, sizeOf, type Scope } from '../lifecycle/language/paths.js';
import type { Programme, ReadyCommand } from '../lifecycle/definition/compile-programme.js';
import type { Move, Simulation } from '../lifecycle/definition/simulation.js';
import { streamParts } from '../engine/ports/event-store.js';
import type { SimulationClient, GivenCommand } from './simulation-client.js';
import { chainOf, SetUpRefused, type Account, type Federation } from './federation.js';
import { makeInput } from './make-input.js';
import { lastRanking } from './report.js';
import { MoveScopes, type Turn } from './move-scope.js';
import type { Cast, Progress } from './set-up-cycle.js';
import { MoveCounter, type Counts } from './move-counts.js';

export interface PlayerParts extends Cast {
  readonly door: SimulationClient;
  readonly programme: Programme;
  readonly federation: Federation;
  readonly chance: Chance;
  /** How many are put forward at most. */
  readonly applications: number;
  /** Nothing happens after this instant; milliseconds since 1970. */
  readonly until: number;
  readonly progress: Progress;
}

type Phase = Simulation['phases'][number];

/** So many moves of a phase are made at one time, before the clock goes on: where there is room, one a minute. */
const AT_ONE_TIME = 5;
const STEP_MS = AT_ONE_TIME * 60_000;
/** The role that keeps a cycle: it gives settings, extensions and reminders. */
const KEEPER = 'office';

export class Player {
  private readonly tally = new MoveCounter();
  private readonly streams = new Map<string, Set<string>>();
  private readonly overAsked = new Map<string, number>();
  private readonly scene: MoveScopes;
  private now = 0;
  private phaseEnds = 0;
  private madeNow = 0;
  private given = 0;
  private putForward = 0;

  constructor(private readonly playing: PlayerParts) {
    const { door, federation, programme } = playing;
    this.scene = new MoveScopes(door, playing, federation, programme);
  }

  counts(): Counts {
    return this.tally.counts();
  }

  /** What is set on the record before the first phase, at the time of the clock. */
  async begin(): Promise<void> {
    const { reminders } = this.playing.demonstration;
    if (reminders) await this.keep('giveReminders', 'begin', reminders);
  }

  async phase(phase: Phase): Promise<void> {
    const { progress, until, door } = this.playing;
    this.now = Date.parse(phase.from);
    this.phaseEnds = Date.parse(phase.to);
    this.madeNow = 0;
    if (this.now > until) return;
    await door.setClock(this.now);
    for (const [setting, value] of Object.entries(phase.settings ?? {}))
      await this.keep('giveSetting', `${phase.name} ${setting}`, { setting, value });
    for (const extension of phase.extensions ?? []) {
      const { deadline, unit } = extension;
      await this.keep('extendDeadline', `${phase.name} ${deadline} ${unit}`, extension);
    }
    for (const [index, move] of phase.moves.entries()) {
      progress(phase.name, index, phase.moves.length);
      await this.everyTurn(move, `${phase.name}/${index}`);
    }
    progress(phase.name, phase.moves.length, phase.moves.length);
  }

  /** What is set on the record by whoever keeps the cycle. It must be accepted. */
  private async keep(name: string, what: string, input: object): Promise<void> {
    const { federation, simulation, door } = this.playing;
    const keepers = federation.accounts.filter(({ role, unit }) => role === KEEPER && unit === simulation.unit);
    const [by] = keepers;
    if (!by) throw new SetUpRefused(`nobody in ${simulation.unit} has the role ${KEEPER}`);
    const key = `${name} ${what}`;
    const answer = await door.give({ name, stream: this.scene.cycleStream, input, by, key });
    if (answer.kind === 'refused') throw new SetUpRefused(`${key}: ${answer.reason} ${answer.problems.join(' ')}`);
    await this.settled();
  }

  /** Goes through everything a move is about, in an order by chance. */
  private async everyTurn(move: Move, name: string): Promise<void> {
    const order = this.scene
      .turns(move, this.streams)
      .map((turn) => ({ turn, place: this.playing.chance.below(2 ** 40, `${name} order ${JSON.stringify(turn)}`) }))
      .sort((a, b) => a.place - b.place || (JSON.stringify(a.turn) < JSON.stringify(b.turn) ? -1 : 1));
    let done = 0;
    for (const { turn } of order) {
      if (move.most !== undefined && done >= move.most) return;
      for (let time = 0; time < (move.times ?? 1); time += 1) done += await this.turn(move, turn, `${name}/${time}`);
    }
  }

  /** One move on one thing. Returns how many commands were given. */
  private async turn(move: Move, turn: Turn, name: string): Promise<number> {
    const { chance, programme } = this.playing;
    const what = `${name} ${move.command} ${Object.values(turn).join(' ')}`;
    if (chance.below(100, `${what} share`) >= (move.share ?? 100)) return 0;
    const ready = programme.commands.get(move.command);
    if (!ready) throw new Error(`no command ${move.command}`);
    const scope = this.timeIsUp ? undefined : await this.scene.scope(ready, move, turn);
    if (!scope || !(await this.hasPlace(move, scope))) return 0;
    let given = 0;
    for (const by of this.actors(move, ready, scope, what)) {
      if (this.timeIsUp) return given;
      await this.give(move, ready, scope, by, `${what} ${by.account}`);
      given += 1;
    }
    return given;
  }

  /** Whether the unit stands with its places as the move wants it: some left, none left, or one too many to be asked for. */
  private async hasPlace({ places }: Move, scope: Scope): Promise<boolean> {
    if (!places) return true;
    const { root, simulation, applications, door } = this.playing;
    const unit = String(at(scope, 'district.unit'));
    const most = at(scope, 'cycle.quotas') as Readonly<Record<string, number>>;
    const of = most[`${places.quota}/${unit}`] ?? 0;
    const counting = await door.recall(`${places.counted.subject}-${root}.${simulation.cycle}.${unit}`);
    const full = sizeOf(counting.fields[places.counted.field]) >= of;
    if (places.full) return full;
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
    const { federation, simulation, chance } = this.playing;
    const withRole = federation.accounts.filter(({ role }) => role === move.by);
    if (typeof move.as === 'object') {
      const named = at(scope, move.as.each);
      return withRole.filter(({ account }) => isMember(named, account));
    }
    const unit = String(at(scope, 'self.unit') ?? at(scope, 'turn.unit') ?? simulation.unit);
    const chain = chainOf(federation, unit);
    const fitting = withRole.filter((each) => chain.includes(each.unit) !== (move.as === 'stranger'));
    const own = fitting.filter((each) => each.unit === unit);
    const choose = own.length > 0 ? own : fitting;
    const chosen = choose[chance.below(Math.max(choose.length, 1), `${what} ${ready.name} actor`)];
    return chosen ? [chosen] : [];
  }

  private async give(move: Move, ready: ReadyCommand, scope: Scope, by: Account, what: string): Promise<void> {
    const { root, simulation, door, programme, chance, federation } = this.playing;
    await this.goOn();
    const parts = {
      chance,
      programme,
      today: localDate(new Date(this.now).toISOString(), programme.definition.zone),
      what,
      scope,
      accounts: federation.accounts,
      ranked: await this.ranked(),
      phrases: simulation.phrases,
      answers: simulation.answers,
    };
    const home: unknown = at(scope, 'key.home');
    this.given += 1;
    const given: GivenCommand = {
      cycle: simulation.cycle,
      name: ready.name,
      stream: String(scope['stream']),
      input: makeInput(ready, move.input ?? {}, parts),
      by,
      ...(move.onBehalf && typeof home === 'string' ? { for: { stream: `home-${root}.${home}` } } : {}),
      key: `${what} ${this.given}`,
    };
    const answer = await door.give(given);
    this.tally.count(answer, move.kind);
    for (const stream of answer.kind === 'accepted' ? answer.written : []) {
      const { category } = streamParts(stream);
      this.streams.set(category, (this.streams.get(category) ?? new Set<string>()).add(stream));
    }
    await this.settled();
  }

  /** What follows from a move has happened before anybody moves again. */
  private async settled(): Promise<void> {
    for (const reason of await this.playing.door.waitForReactions()) this.tally.countReaction(reason);
  }

  private async goOn(): Promise<void> {
    const { next } = this;
    this.madeNow = next === this.now ? this.madeNow + 1 : 1;
    if (next > this.now) await this.playing.door.setClock(next);
    this.now = next;
  }

  /** The time of the next move. */
  private get next(): number {
    return this.madeNow < AT_ONE_TIME ? this.now : Math.min(this.now + STEP_MS, this.phaseEnds);
  }

  private get timeIsUp(): boolean {
    return this.next > this.playing.until;
  }

  /** Streams of the last ranking, in order. */
  private async ranked(): Promise<readonly string[]> {
    const { chartState: standing } = await this.scene.cycle();
    if (standing?.stage !== 'ranked') return [];
    return (await lastRanking(this.playing.door, this.scene.cycleStream)).map(({ stream }) => stream);
  }
}
