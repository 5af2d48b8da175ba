/** Queries for cycles, the programmes they run, and their rankings. */
import type { Programme } from '../../lifecycle/definition/compile-programme.js';
import type { LiveGeneration } from './live-generation.js';
import { columnsIn } from './subjects.js';
import { pageSize, afterPage, toPage } from './paging.js';
import type { ViewQueries } from './view-queries.js';
import type { CycleRow, ProgrammeRow, RankingRow } from '../models/rows.js';
import { Parameters, visibleCondition } from './row-conditions.js';

/** The rules of this hash, from the log of this root. */
export type RulesOf = (root: string, hash: string) => Promise<Programme>;

/** The programme that a cycle runs, whose it is, and its places on the record; undefined when there is no such cycle. */
export async function runningIn(
  live: LiveGeneration,
  rulesOf: RulesOf,
  root: string,
  cycle: string,
): Promise<{ programme: Programme; unit: string; quotas: Readonly<Record<string, number>> } | undefined> {
  const parameters = new Parameters();
  const stream = parameters.add(`cycle-${root}.${cycle}`);
  const [row] = await live.rows<{ rules: string; unit: string; quotas: Record<string, number> | null }>(
    `select fields ->> 'rules' as rules, fields ->> 'unit' as unit, fields -> 'quotas' as quotas
      from {views}.subjects where stream = ${stream}`,
    parameters,
  );
  if (!row) return undefined;
  return { programme: await rulesOf(root, row.rules), unit: row.unit, quotas: row.quotas ?? {} };
}

interface CycleFound {
  readonly stream: string;
  readonly cycle: string;
  readonly stage: string;
  readonly closed: boolean;
  readonly rev: string;
  readonly fields: Pick<CycleRow, 'unit' | 'rules' | 'zone' | 'settings' | 'deadlines' | 'extensions'>;
}

interface ProgrammeFound {
  readonly stream: string;
  readonly fields: Omit<ProgrammeRow, 'id'>;
}

interface RankingFound {
  readonly ranked: string;
  readonly grouped: string;
  readonly place: string;
  readonly sum: string;
  readonly count: string;
  readonly tied: readonly string[];
  readonly at_cut: boolean;
  readonly unit: string | null;
}

export function cycleQueries(
  live: LiveGeneration,
  rulesOf: RulesOf,
): Pick<ViewQueries, 'cycles' | 'programmes' | 'ranking'> {
  const placed = ({ stream }: { readonly stream: string }): readonly string[] => [stream];
  return {
    async cycles(asked) {
      const parameters = new Parameters();
      const row = columnsIn(asked.root, 's', parameters);
      const all = [`s.root = ${row.root}`, `s.category = 'cycle'`, visibleCondition(asked.shown, row, parameters)];
      all.push(afterPage(asked, ['s.stream'], parameters));
      const found = await live.rows<CycleFound>(
        `select s.stream, split_part(s.stream, '.', 2) as cycle, s.stage, s.closed, s.rev, s.fields
          from {views}.subjects s where ${all.join(' and ')} order by s.stream limit ${pageSize(asked) + 1}`,
        parameters,
      );
      const known = new Map<string, Programme>();
      for (const { fields } of found)
        if (!known.has(fields.rules)) known.set(fields.rules, await rulesOf(asked.root, fields.rules));
      return toPage(found, pageSize(asked), placed, (each) => cycleRow(each, known.get(each.fields.rules)));
    },
    async programmes(asked) {
      const parameters = new Parameters();
      const all = [`s.root = ${parameters.add(asked.root)}`, `s.category = 'programme'`];
      all.push(afterPage(asked, ['s.stream'], parameters));
      const found = await live.rows<ProgrammeFound>(
        `select s.stream, s.fields from {views}.subjects s where ${all.join(' and ')}
          order by s.stream limit ${pageSize(asked) + 1}`,
        parameters,
      );
      return toPage(found, pageSize(asked), placed, programmeRow);
    },
    async ranking({ root, cycle, shown }) {
      const parameters = new Parameters();
      const row = columnsIn(root, 's', parameters);
      const found = await live.rows<RankingFound>(
        `select r.ranked, r.grouped, r.place, r.sum, r.count, r.tied, r.at_cut, s.unit
          from {views}.ranking r left join {views}.subjects s on s.stream = r.ranked
          where r.stream = 'cycle-' || ${row.root}::text || '.' || ${parameters.add(cycle)}::text
            and ${visibleCondition(shown, row, parameters)}
          order by r.grouped, r.place, r.ranked`,
        parameters,
      );
      return found.map(rankingRow);
    },
  };
}

function cycleRow({ cycle, stage, closed, rev, fields }: CycleFound, rules: Programme | undefined): CycleRow {
  const { unit, zone, settings, deadlines, extensions } = fields;
  const told = { slug: rules?.slug ?? '', edition: rules?.edition ?? '' };
  return {
    cycle,
    unit,
    stage,
    closed,
    rev: Number(rev),
    rules: fields.rules,
    zone,
    ...told,
    settings,
    deadlines,
    extensions,
  };
}

function programmeRow({ stream, fields: { slug, edition, rules, texts } }: ProgrammeFound): ProgrammeRow {
  return { id: stream.split('.')[1] ?? '', slug, edition, rules, texts };
}

function rankingRow({ ranked, grouped, place, sum, count, tied, at_cut: atCut, unit }: RankingFound): RankingRow {
  return {
    stream: ranked,
    ...(unit === null ? {} : { unit }),
    ...(grouped === '' ? {} : { group: grouped }),
    place: Number(place),
    sum: Number(sum),
    count: Number(count),
    tiedWith: tied,
    atCut,
  };
}
