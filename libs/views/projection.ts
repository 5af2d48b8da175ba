/**
 * Facts into rows: the same for the live views and for those that are built beside them. Facts are folded in memory; what
 * their standings come to is worked out once for each stream when it is written, however many facts moved it.
 */
import type { Pool, PoolClient } from 'pg';
import { decodeEnvelope, type Envelope } from '../engine/envelope.js';
import { absent, enteredBy, ReplayFault, step, type Folded } from '../engine/fold.js';
import { FoldRefused } from '../engine/control.js';
import { streamParts, type Store, type StoredFact } from '../engine/store.js';
import type { Published } from '../engine/world.js';
import type { Programme } from '../lifecycle/programme.js';
import { unbegun, watchedBy, watchOf } from '../lifecycle/watching.js';
import { FACT_MODELS, STANDING_MODELS } from './models.js';
import { Standings, type Held } from './standings.js';
import { cycleIdOf, FOLDED, subjectIn, type FoldedColumns } from './subjects.js';
import type { Ground, Row } from './table.js';
import { repath, units } from './units.js';
import { governs, movesWork, unbegunRow, work } from './work.js';
import { Changes, putRows, replaceRows } from './writing.js';

export interface ProjectionParts {
  readonly pool: Pool;
  readonly store: Store;
  readonly published: Published;
  /** The schema whose tables are written. */
  readonly schema: string;
  readonly remembered: number;
}

/** Streams whose rows are worked out and written at once: bounds what stands in memory. */
const PAGE = 2_000;

export class Projection {
  readonly #parts: ProjectionParts;
  readonly #standings: Standings;
  readonly #changes = FACT_MODELS.map(({ table }) => new Changes(table));
  /** Facts taken and not yet written. */
  #taken = 0;
  /** Whether work is written with everything else, or once for all by {@link writeAllWork}. */
  #worksLater: boolean;
  /** Cycles on which work hangs that moved. */
  readonly #movedCycles = new Set<string>();

  constructor(parts: ProjectionParts, worksLater = false) {
    this.#parts = parts;
    this.#standings = new Standings(parts);
    this.#worksLater = worksLater;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Streams that wait to be written. */
  get waiting(): number {
    return this.#standings.waiting;
  }

  /** Folds facts in the order of the log. @throws {ReplayFault} naming one that does not follow. */
  async take(stored: readonly StoredFact[]): Promise<void> {
    const facts = stored.map(({ bytes }) => decodeEnvelope(bytes));
    const { published } = this.#parts;
    const missing = new Set<string>();
    const held = facts.map(({ stream, rev }) => {
      const found = this.#standings.find(stream, rev === 0);
      if (!found) missing.add(stream);
      return found;
    });
    await this.#standings.load(missing);
    for (const [place, fact] of facts.entries()) {
      published.learn(fact.type, fact.data);
      if (!published.has(fact.rules)) await this.#loadRules(fact.stream, fact.rules);
      this.#apply(fact, held[place] ?? this.#standings.entry(fact.stream));
    }
    this.#taken += facts.length;
  }

  #apply(fact: Envelope, held: Held): void {
    const before = held.now;
    const after = folded(before, fact, this.#parts.published);
    this.#standings.move(held, after);
    for (const [place, model] of FACT_MODELS.entries()) {
      for (const change of model.apply(fact, before, after, this.#ground)) this.#changes[place]?.add(change);
    }
    if (fact.stream.startsWith('cycle-') && movesWork(this.#ground, before, after)) this.#movedCycles.add(fact.stream);
  }

  /** Writes what is waiting. When it throws, or the transaction does not happen, this projection is of no more use. */
  async write(client: PoolClient): Promise<void> {
    const { schema } = this.#parts;
    await this.#loadGround(client);
    const moved = this.#standings.unwritten();
    for (let start = 0; start < moved.length; start += PAGE)
      await this.#writeStandings(client, moved.slice(start, start + PAGE));
    for (const changes of this.#changes) await changes.write(client, schema);
    if (!this.#worksLater)
      await this.#writeWork(
        client,
        moved.map(({ now }) => now),
      );
  }

  async #writeStandings(client: PoolClient, moved: readonly Held[]): Promise<void> {
    const { schema } = this.#parts;
    for (const model of STANDING_MODELS) {
      const rows = new Map<string, readonly Row[]>();
      for (const { before, now } of moved) {
        const found = model.rows(now, this.#ground);
        if (found.length > 0 || model.rows(before, this.#ground).length > 0) rows.set(now.stream, found);
      }
      if (rows.size > 0) await replaceRows(client, schema, model.table, rows);
      if (model === units && rows.size > 0) await repath(client, schema, [...rows.keys()]);
    }
  }

  /** What was written has been committed. */
  settle(): void {
    this.#standings.settle();
    for (const changes of this.#changes) changes.empty();
    this.#movedCycles.clear();
    this.#taken = 0;
  }

  /** Work of every subject there is, when it was left for later. Everything else must have been written. */
  async writeAllWork(client: PoolClient): Promise<void> {
    const { rows } = await client.query<{ stream: string }>(
      `select stream from ${this.#parts.schema}.subjects where category = 'cycle' order by stream`,
    );
    await this.#standings.load(
      rows.map(({ stream }) => stream),
      client,
    );
    for (const { stream } of rows) await this.#writeUnbegun(client, stream);
    await this.#workOf(client, `category <> 'cycle' and not closed`, []);
    this.#worksLater = false;
  }

  readonly #ground: Ground = {
    programme: (rules) => {
      const found = this.#parts.published.book(rules) as Programme | undefined;
      if (!found) throw new Error(`the rules ${rules} are not loaded`);
      return found;
    },
    cycleOf: (each) => {
      const cycle = this.#cycleStream(each);
      return cycle === undefined ? undefined : this.#standings.get(cycle);
    },
    watchOf: (stream) => this.#standings.get(watchOf(stream)),
  };

  #cycleStream({ stream, rules }: Folded): string | undefined {
    if (rules === undefined) return undefined;
    const { category, root } = streamParts(stream);
    const cycle = cycleIdOf(subjectIn(this.#ground, rules, category), stream);
    return cycle === undefined ? undefined : `cycle-${root}.${cycle}`;
  }

  /** Loads what applies look at beside the streams that moved. */
  async #loadGround(client: PoolClient): Promise<void> {
    const moved = this.#standings.unwritten().map(({ now }) => now);
    const watched = moved.filter(({ stream }) => stream.startsWith('watch-')).map(({ stream }) => watchedBy(stream));
    if (!this.#worksLater) await this.#standings.load([...watched, ...this.#watches(moved)], client);
    const all = this.#worksLater ? moved : [...moved, ...watched.map((stream) => this.#standings.get(stream))];
    await this.#loadCycles(client, all);
  }

  #watches(streams: readonly Folded[]): string[] {
    return streams.flatMap(({ stream, rules }) =>
      rules !== undefined && governs(this.#ground.programme(rules)) ? [watchOf(stream)] : [],
    );
  }

  async #loadCycles(client: PoolClient, streams: readonly Folded[]): Promise<void> {
    await this.#standings.load(new Set(streams.flatMap((each) => this.#cycleStream(each) ?? [])), client);
    for (const stream of this.#movedCycles) await this.#loadRunning(this.#standings.get(stream));
    for (const each of streams) if (each.stream.startsWith('cycle-')) await this.#loadRunning(each);
  }

  /** The rules that a cycle runs. */
  async #loadRunning({ stream, fields }: Folded): Promise<void> {
    const { rules } = fields;
    if (typeof rules === 'string' && !this.#parts.published.has(rules)) await this.#loadRules(stream, rules);
  }

  async #loadRules(stream: string, rules: string): Promise<void> {
    await this.#parts.published.load(this.#parts.store, streamParts(stream).root, rules);
  }

  /** Work of what moved, of what is watched by a stream that moved, and of all that live in a cycle that moved. */
  async #writeWork(client: PoolClient, moved: readonly Folded[]): Promise<void> {
    const streams = new Map(moved.map((each) => [each.stream, each]));
    const unborn = new Set<string>();
    for (const { stream } of moved) {
      if (!stream.startsWith('watch-')) continue;
      const watched = this.#standings.get(watchedBy(stream));
      streams.set(watched.stream, watched);
      if (!watched.standing) unborn.add(`cycle-${streamParts(stream).root}.${watched.stream.split('.')[1]}`);
    }
    const rows = new Map<string, readonly Row[]>();
    for (const each of streams.values()) if (each.standing) rows.set(each.stream, work.rows(each, this.#ground));
    await replaceRows(client, this.#parts.schema, work.table, rows);
    for (const stream of this.#movedCycles) {
      const { root, id } = streamParts(stream);
      await this.#workOf(client, `root = $1 and cycle = $2 and not closed`, [root, id]);
    }
    await this.#standings.load(unborn, client);
    for (const stream of new Set([...this.#movedCycles, ...unborn])) await this.#writeUnbegun(client, stream);
  }

  /** Goes through subjects as their rows have them, a page at a time. */
  async #workOf(client: PoolClient, where: string, values: readonly unknown[]): Promise<void> {
    const { schema } = this.#parts;
    for (let after = ''; ;) {
      const { rows: found } = await client.query<FoldedColumns>(
        `select ${FOLDED} from ${schema}.subjects where ${where} and stream > $${values.length + 1}
          order by stream limit ${PAGE}`,
        [...values, after],
      );
      const last = found.at(-1);
      if (last === undefined) return;
      after = last.stream;
      const subjects: Folded[] = [];
      for (const row of found) {
        const each = await this.#standings.fold(row);
        if (governs(this.#ground.programme(row.rules))) subjects.push(each);
      }
      await this.#standings.load(this.#watches(subjects), client);
      await this.#loadCycles(client, subjects);
      const rows = new Map(subjects.map((each) => [each.stream, work.rows(each, this.#ground)]));
      await replaceRows(client, schema, work.table, rows);
    }
  }

  /** What units owe in a cycle and have not begun. */
  async #writeUnbegun(client: PoolClient, stream: string): Promise<void> {
    const { schema } = this.#parts;
    const cycle = this.#standings.get(stream);
    const { root, id } = streamParts(stream);
    const { rules } = cycle.fields;
    await client.query(`delete from ${schema}.work where root = $1 and cycle = $2 and not begun`, [root, id]);
    if (typeof rules !== 'string') return;
    await this.#loadRunning(cycle);
    const programme = this.#ground.programme(rules);
    const owed = unbegun(programme, cycle);
    const { rows: there } = await client.query<{ stream: string }>(
      `select stream from ${schema}.subjects where stream = any($1::text[])`,
      [owed.map((each) => each.stream)],
    );
    const begun = new Set(there.map((each) => each.stream));
    const left = owed.filter((each) => !begun.has(each.stream));
    await this.#standings.load(
      left.map((each) => watchOf(each.stream)),
      client,
    );
    const rows = new Map(
      left.map((each) => [
        `${each.stream} ${each.deadline}`,
        unbegunRow(each, this.#ground.watchOf(each.stream), cycle, programme),
      ]),
    );
    await putRows(client, schema, work.table, [...rows.values()]);
  }
}

/** As `foldFact`, without remembering commands: views answer none. */
function folded(before: Folded, fact: Envelope, published: Published): Folded {
  const { stream, rev, at, rules } = fact;
  if (rev !== before.rev + 1) throw new ReplayFault(stream, rev, 'revision', `after ${before.rev}`);
  try {
    const { standing, fields } = step(before, fact, published.book);
    const entered = enteredBy(before, standing, at);
    return { stream, rev, at, rules, standing, entered, fields, commands: NO_COMMANDS };
  } catch (error) {
    if (error instanceof FoldRefused) throw new ReplayFault(stream, rev, 'fields', error.message);
    throw error;
  }
}

const NO_COMMANDS = absent('').commands;
