/** What models look at beside the stream whose rows they make: cycles, `watch` streams, units. All of it is loaded before they ask. */
import type { PoolClient } from 'pg';
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import type { Running } from '../../lifecycle/obligations/due-dates.js';
import { unitThatOwes } from '../../lifecycle/obligations/quota-owed.js';
import { watchOf } from '../../lifecycle/obligations/schedule.js';
import type { StreamStates, StreamStatesParts } from './stream-states.js';
import { cycleIdOf, subjectIn } from '../models/subjects.js';
import type { Lookup } from '../models/table.js';
import { hasWork } from '../models/work.js';

export class Lookups {
  /** Root → its cycles, as {@link loadAround} found them last. */
  readonly #cycles = new Map<string, readonly string[]>();

  constructor(
    private readonly parts: Pick<StreamStatesParts, 'store' | 'published' | 'schema'>,
    private readonly states: StreamStates,
  ) {}

  readonly lookup: Lookup = {
    programme: (rules) => {
      const found = this.parts.published.findRules(rules);
      if (!found) throw new Error(`the rules ${rules} are not loaded`);
      return found;
    },
    cycleOf: (each) => {
      const cycle = this.#cycleStream(each);
      return cycle === undefined ? undefined : this.states.get(cycle);
    },
    cyclesFor: (each) => {
      const own = this.#cycleStream(each);
      const streams = own === undefined ? (this.#cycles.get(streamParts(each.stream).root) ?? []) : [own];
      return streams.flatMap((stream) => this.running(stream) ?? []);
    },
    watchOf: (stream) => this.states.get(watchOf(stream)),
    unitThatOwes: (each) => {
      const unit = this.#owingUnit(each);
      return unit === undefined ? undefined : this.states.get(unit);
    },
  };

  /** A cycle that was loaded, with the rules that it runs; undefined where it was never opened. */
  running(stream: string): Running | undefined {
    const cycle = this.states.get(stream);
    const { rules } = cycle.fields;
    return typeof rules === 'string' ? { cycle, programme: this.lookup.programme(rules) } : undefined;
  }

  /** The cycles in which these live. */
  async loadCycles(client: PoolClient, streams: readonly StreamState[]): Promise<void> {
    await this.states.load(new Set(streams.flatMap((each) => this.#cycleStream(each) ?? [])), client);
    for (const each of streams) if (each.stream.startsWith('cycle-')) await this.loadRunning(each.stream);
  }

  /** The rules that a cycle runs. */
  async loadRunning(stream: string): Promise<void> {
    const { rules } = this.states.get(stream).fields;
    if (typeof rules === 'string') await this.loadRules(stream, rules);
  }

  async loadRules(stream: string, rules: string): Promise<void> {
    const { published, store } = this.parts;
    if (!published.has(rules)) await published.load(store, streamParts(stream).root, rules);
  }

  /** All on which work of these hangs: their cycles, their `watch` streams, the units that owe them. */
  async loadAround(client: PoolClient, streams: readonly StreamState[]): Promise<void> {
    const governed = streams.filter(({ rules }) => rules !== undefined && hasWork(this.lookup.programme(rules)));
    const units = governed.flatMap((each) => this.#owingUnit(each) ?? []);
    await this.states.load([...governed.map(({ stream }) => watchOf(stream)), ...units], client);
    await this.loadCycles(client, streams);
    const outliving = governed.filter((each) => this.#cycleStream(each) === undefined);
    await this.cyclesIn(client, new Set(outliving.map(({ stream }) => streamParts(stream).root)));
  }

  /** The cycles of these roots, loaded with what they run. Rows must tell of all that the log has. */
  async cyclesIn(client: PoolClient, roots: ReadonlySet<string>): Promise<readonly string[]> {
    if (roots.size === 0) return [];
    const { rows } = await client.query<{ stream: string }>(
      `select stream from ${this.parts.schema}.subjects where root = any($1::text[]) and category = 'cycle' order by stream`,
      [[...roots]],
    );
    const found = rows.map(({ stream }) => stream);
    await this.states.load(found, client);
    for (const stream of found) await this.loadRunning(stream);
    for (const root of roots)
      this.#cycles.set(
        root,
        found.filter((stream) => streamParts(stream).root === root),
      );
    return found;
  }

  #cycleStream({ stream, rules }: StreamState): string | undefined {
    if (rules === undefined) return undefined;
    const { category, root } = streamParts(stream);
    const cycle = cycleIdOf(subjectIn(this.lookup, rules, category), stream);
    return cycle === undefined ? undefined : `cycle-${root}.${cycle}`;
  }

  #owingUnit({ stream, rules }: StreamState): string | undefined {
    return rules === undefined ? undefined : unitThatOwes(this.lookup.programme(rules), stream);
  }
}
