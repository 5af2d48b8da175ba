/** What a log holds after a cycle was played, read from the log alone. */
import { decodeEnvelope } from '../engine/envelope/envelope.js';
import { streamParts } from '../engine/ports/event-store.js';
import type { Demonstration } from '../lifecycle/definition/simulation.js';
import type { LogReader } from './simulation-client.js';

export interface StageTable {
  readonly category: string;
  /** Stages in order of their names. */
  readonly stages: readonly string[];
  /** Unit → stage → how many. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** How many subjects of a category stand where, by unit. */
export async function stageTable(look: LogReader, root: string, category: string): Promise<StageTable> {
  const streams = new Set<string>();
  for await (const { stream } of look.store.readLog()) {
    const parts = streamParts(stream);
    if (parts.category === category && parts.root === root) streams.add(stream);
  }
  const rows: Record<string, Record<string, number>> = {};
  const stages = new Set<string>();
  for (const stream of streams) {
    const { fields, chartState: standing } = await look.recall(stream);
    const unit = String(fields['unit'] ?? '');
    const stage = standing?.stage ?? 'absent';
    stages.add(stage);
    const row = (rows[unit] ??= {});
    row[stage] = (row[stage] ?? 0) + 1;
  }
  return { category, stages: [...stages].sort(), rows };
}

export interface RankedEntry {
  readonly stream: string;
  readonly place: number;
  readonly sum: number;
  readonly count: number;
  readonly tiedWith: readonly string[];
}

/** The last ranking that was fixed in a cycle; empty when there was none. */
export async function lastRanking({ store }: Pick<LogReader, 'store'>, cycle: string): Promise<readonly RankedEntry[]> {
  let entries: readonly RankedEntry[] = [];
  for await (const stored of store.readStream(cycle)) {
    if (stored.type !== 'rankingFixed') continue;
    entries = decodeEnvelope(stored.bytes).data['entries'] as unknown as readonly RankedEntry[];
  }
  return entries;
}

/** The category that most of a cycle's subjects belong to: what a table is worth drawing of. */
export async function mainCategory(
  { store }: Pick<LogReader, 'store'>,
  root: string,
  cycle: string,
): Promise<string | undefined> {
  const counts = new Map<string, Set<string>>();
  for await (const { stream } of store.readLog()) {
    const { category, root: of, id } = streamParts(stream);
    if (of !== root || !id.startsWith(`${cycle}.`)) continue;
    counts.set(category, (counts.get(category) ?? new Set()).add(stream));
  }
  return [...counts].sort(([a, m], [b, n]) => n.size - m.size || (a < b ? -1 : 1))[0]?.[0];
}

/** Names of units, as the demonstration gives them. */
export function unitNames({ units }: Demonstration): ReadonlyMap<string, string> {
  return new Map(units.map(({ unit, name }) => [unit, name]));
}
