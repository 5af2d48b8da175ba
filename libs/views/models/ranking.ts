/** The ranking of each cycle as it was fixed last; gone when it was undone. */
import type { FactModel, Row } from './table.js';

interface Entry {
  readonly stream: string;
  readonly place: number;
  readonly sum: number;
  readonly count: number;
  readonly tiedWith: readonly string[];
  readonly atCut: boolean;
  readonly group?: string;
}

export const ranking: FactModel = {
  table: {
    name: 'ranking',
    columns: {
      stream: 'text',
      ranked: 'text',
      grouped: 'text',
      place: 'bigint',
      sum: 'bigint',
      count: 'bigint',
      tied: 'jsonb',
      at_cut: 'boolean',
    },
    key: ['stream', 'ranked'],
  },
  apply({ stream, type, data }) {
    if ((type !== 'rankingFixed' && type !== 'rankingUndone') || !stream.startsWith('cycle-')) return [];
    const entries = type === 'rankingFixed' ? (data['entries'] as unknown as readonly Entry[]) : [];
    return [{ clear: stream }, ...entries.map((entry) => ({ put: rowOf(stream, entry) }))];
  },
};

function rowOf(cycle: string, { stream, place, sum, count, tiedWith, atCut, group }: Entry): Row {
  return [cycle, stream, group ?? '', place, sum, count, JSON.stringify(tiedWith), atCut];
}
