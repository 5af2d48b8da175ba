/**
 * Writes `work`, which hangs on more than the stream that it is of: on cycles, on `watch` streams, on units. When one of
 * these moves, all rows that hang on it are made anew; live and rebuilt come to the same.
 */
import type { PoolClient } from 'pg';
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { owedByUnits, owedByQuota, obligationsNotBegun, unitStream } from '../../lifecycle/obligations/quota-owed.js';
import type { Programme } from '../../lifecycle/definition/compile-programme.js';
import { watchedBy, watchOf } from '../../lifecycle/obligations/schedule.js';
import type { Lookups } from './lookups.js';
import type { StreamStates } from './stream-states.js';
import { STATE_COLUMNS, type StateColumns } from '../models/subjects.js';
import type { Row } from '../models/table.js';
import { hasWork, movesWork, unbegunRow, work } from '../models/work.js';
import { putRows, replaceRows } from './write-rows.js';

/** Subjects whose work is worked out and written at once: bounds what stands in memory. */
const PAGE = 2_000;

export class WorkRows {
  /** Cycles on which work hangs that moved. */
  readonly #movedCycles = new Set<string>();
  /** Units that were registered, closed or opened again. */
  readonly #movedUnits = new Set<string>();

  constructor(
    private readonly schema: string,
    private readonly states: StreamStates,
    private readonly lookups: Lookups,
  ) {}

  /** A stream has moved: remembers what hangs on it. */
  moved(before: StreamState, after: StreamState): void {
    const { stream } = after;
    if (stream.startsWith('cycle-') && movesWork(this.lookups.lookup, before, after)) this.#movedCycles.add(stream);
    if (stream.startsWith('unit-') && before.chartState !== after.chartState) this.#movedUnits.add(stream);
  }

  /** What was written has been committed. */
  settle(): void {
    this.#movedCycles.clear();
    this.#movedUnits.clear();
  }

  /** Work of what moved, of what is watched by a stream that moved, and of all that hangs on a cycle or unit that did. */
  async write(client: PoolClient, moved: readonly StreamState[]): Promise<void> {
    const streams = new Map(moved.map((each) => [each.stream, each]));
    const rewritten = new Set(this.#movedCycles);
    const beside = moved.filter(({ stream }) => stream.startsWith('watch-')).map(({ stream }) => watchedBy(stream));
    const owed = await this.#owedByMovedUnits(client);
    await this.states.load([...beside, ...owed], client);
    for (const stream of [...beside, ...owed]) {
      const subject = this.states.get(stream);
      streams.set(stream, subject);
      if (!subject.chartState) rewritten.add(`cycle-${streamParts(stream).root}.${stream.split('.')[1]}`);
    }
    await this.#put(
      client,
      [...streams.values()].filter(({ chartState }) => chartState !== undefined),
    );
    for (const stream of this.#movedCycles) await this.#writeCycle(client, stream);
    await this.states.load(rewritten, client);
    for (const stream of rewritten) await this.#writeUnbegun(client, stream);
  }

  /** Work of every subject there is. Everything else must have been written. */
  async writeAll(client: PoolClient): Promise<void> {
    const { rows } = await client.query<{ root: string }>(
      `select distinct root from ${this.schema}.subjects where category = 'cycle'`,
    );
    const cycles = await this.lookups.cyclesIn(client, new Set(rows.map(({ root }) => root)));
    for (const stream of cycles) await this.#writeUnbegun(client, stream);
    await this.#workOf(client, `category <> 'cycle' and not closed`, []);
  }

  /** All that lives in a cycle, and what outlives cycles and may go by the dates of this one. */
  async #writeCycle(client: PoolClient, stream: string): Promise<void> {
    const { root, id } = streamParts(stream);
    await this.#workOf(client, `root = $1 and cycle = $2 and not closed`, [root, id]);
    await this.lookups.loadRunning(stream);
    const outliving = (this.lookups.running(stream)?.programme.definition.subjects ?? [])
      .filter(({ lives }) => lives === 'root')
      .map(({ category }) => category);
    if (outliving.length > 0)
      await this.#workOf(client, `root = $1 and category = any($2::text[]) and not closed`, [root, outliving]);
  }

  /** Goes through subjects as their rows have them, a page at a time. */
  async #workOf(client: PoolClient, where: string, values: readonly unknown[]): Promise<void> {
    for (let after = ''; ;) {
      const { rows: found } = await client.query<StateColumns>(
        `select ${STATE_COLUMNS} from ${this.schema}.subjects where ${where} and stream > $${values.length + 1}
          order by stream limit ${PAGE}`,
        [...values, after],
      );
      const last = found.at(-1);
      if (last === undefined) return;
      after = last.stream;
      const subjects: StreamState[] = [];
      for (const row of found) {
        const each = await this.states.fold(row);
        if (hasWork(this.lookups.lookup.programme(row.rules))) subjects.push(each);
      }
      await this.#put(client, subjects);
    }
  }

  async #put(client: PoolClient, subjects: readonly StreamState[]): Promise<void> {
    await this.lookups.loadAround(client, subjects);
    const rows = new Map(subjects.map((each) => [each.stream, work.rows(each, this.lookups.lookup)]));
    await replaceRows(client, this.schema, work.table, rows);
  }

  /** Whatever the units that moved owe by their places, or would: begun or not, in any cycle. */
  async #owedByMovedUnits(client: PoolClient): Promise<readonly string[]> {
    const moved = [...this.#movedUnits].map((stream) => streamParts(stream));
    const cycles = await this.lookups.cyclesIn(client, new Set(moved.map(({ root }) => root)));
    return cycles.flatMap((stream) => {
      const { root, id } = streamParts(stream);
      const programme = this.lookups.running(stream)?.programme;
      const categories = programme ? [...owedByUnits(programme)] : [];
      const units = moved.filter((unit) => unit.root === root);
      return categories.flatMap((category) => units.map((unit) => `${category}-${root}.${id}.${unit.id}`));
    });
  }

  /** What units owe in a cycle and have not begun. */
  async #writeUnbegun(client: PoolClient, stream: string): Promise<void> {
    const { root, id } = streamParts(stream);
    await client.query(`delete from ${this.schema}.work where root = $1 and cycle = $2 and not begun`, [root, id]);
    await this.lookups.loadRunning(stream);
    const running = this.lookups.running(stream);
    if (!running) return;
    await putRows(client, this.schema, work.table, await this.#unbegunRows(client, running.programme, running.cycle));
  }

  async #unbegunRows(client: PoolClient, programme: Programme, cycle: StreamState): Promise<readonly Row[]> {
    const owed = owedByQuota(programme, cycle);
    const { rows: there } = await client.query<{ stream: string }>(
      `select stream from ${this.schema}.subjects where stream = any($1::text[])`,
      [owed.map(({ stream }) => stream)],
    );
    const begun = new Set(there.map(({ stream }) => stream));
    const left = owed.filter(({ stream }) => !begun.has(stream));
    const { root } = streamParts(cycle.stream);
    const beside = left.flatMap(({ stream, unit }) => [watchOf(stream), unitStream(root, unit)]);
    await this.states.load(beside, client);
    const found = obligationsNotBegun(programme, cycle, left, (unit) => this.states.get(unit));
    // Two deliverables of one subject by one date are one thing that is owed.
    const rows = new Map(
      found.map((each) => [
        `${each.stream} ${each.deadline}`,
        unbegunRow(each, this.states.get(watchOf(each.stream)), { cycle, programme }),
      ]),
    );
    return [...rows.values()];
  }
}
