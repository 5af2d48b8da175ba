/** What a move is about: the things it goes through, the stream it goes to, and what may be looked at there. */
import type { StreamState } from '../engine/fold/fold.js';
import { streamParts } from '../engine/ports/event-store.js';
import { keyOf, stands } from '../lifecycle/definition/subject-streams.js';
import { at, holds, isMember, type Scope } from '../lifecycle/language/paths.js';
import type { Programme, ReadyCommand } from '../lifecycle/definition/compile-programme.js';
import type { Move } from '../lifecycle/definition/simulation.js';
import { unitWithPlaces, type Federation } from './federation.js';
import type { SimulationClient } from './simulation-client.js';
import type { Cast } from './set-up-cycle.js';

/** One thing that a move goes through: a stream, a home under its unit, a unit, or nothing of its own. */
export type Turn = Readonly<Record<string, string>>;

export class MoveScopes {
  constructor(
    private readonly door: SimulationClient,
    private readonly cast: Cast,
    private readonly federation: Federation,
    private readonly programme: Programme,
  ) {}

  /** `there`: the streams of each category that have been written. */
  turns({ over }: Move, there: ReadonlyMap<string, ReadonlySet<string>>): Turn[] {
    if ('once' in over) return [{}];
    if ('units' in over) {
      return [...this.federation.units.values()]
        .filter((unit) => unit.sort === over.units)
        .map(({ unit }) => ({ unit }));
    }
    if ('subject' in over) return [...(there.get(over.subject) ?? [])].map((stream) => ({ stream }));
    return [...this.federation.homes.values()]
      .filter(({ standings }) => over.standing === undefined || isMember(standings, over.standing))
      .filter(({ standings }) => over.without === undefined || !isMember(standings, over.without))
      .map(({ home, unit }) => ({ home, unit }));
  }

  /** What conditions and fills may look at; nothing when the command's stages or the move's conditions do not hold. */
  async scope(ready: ReadyCommand, move: Move, turn: Turn): Promise<Scope | undefined> {
    const { simulation } = this.cast;
    const subject = this.programme.subject(ready.definition.on);
    const stream = this.streamOf(ready, move, turn);
    const folded = await this.door.recall(stream);
    if (!move.anyStage && !ready.definition.stages.some((stage) => stands(folded, stage))) return undefined;
    const key = subject ? keyOf(subject, stream) : { cycle: simulation.cycle };
    const home = key['home'] ?? turn['home'];
    const below = String(folded.fields['unit'] ?? turn['unit'] ?? simulation.unit);
    const unit = unitWithPlaces(this.federation, below);
    const scope = {
      self: folded.fields,
      stage: folded,
      key,
      turn,
      stream,
      cycle: (await this.cycle()).fields,
      home: home === undefined ? {} : await this.home(home),
      district: unit === below ? { unit } : { unit, below },
    };
    const held = !move.when || holds(move.when, scope, { isIn: (_alias, stage) => stands(folded, stage) });
    return held ? scope : undefined;
  }

  /** A home as it stands, with what its neighbours know of it. */
  private async home(home: string): Promise<object> {
    const { fields } = await this.door.recall(`home-${this.cast.root}.${home}`);
    const { name, sort, place } = this.federation.homes.get(home) ?? {};
    return { ...fields, name, sort, place };
  }

  cycle(): Promise<StreamState> {
    return this.door.recall(this.cycleStream);
  }

  get cycleStream(): string {
    return `cycle-${this.cast.root}.${this.cast.simulation.cycle}`;
  }

  private streamOf(ready: ReadyCommand, move: Move, turn: Turn): string {
    const { root, simulation } = this.cast;
    if (ready.definition.on === 'cycle') return this.cycleStream;
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
}
