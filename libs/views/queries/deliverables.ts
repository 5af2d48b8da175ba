/** Query: what has been handed in: each subject that owes deliverables, with their legs. */
import type { Programme } from '../../lifecycle/definition/compile-programme.js';
import { type LiveGeneration, omitNulls } from './live-generation.js';
import { runningIn, type RulesOf } from './cycles.js';
import { columnsIn } from './subjects.js';
import { pageSize, afterPage, toPage } from './paging.js';
import type { ViewQueries } from './view-queries.js';
import type { DeliverableRow, LegCell } from '../models/rows.js';
import { inSubtree, columnsOf, Parameters, visibleCondition, type RowColumns } from './row-conditions.js';

interface Came {
  readonly deliverable: string;
  readonly leg: string;
  readonly at: string;
  readonly receivedOn: string | null;
  readonly late: boolean | null;
}

interface Found {
  readonly stream: string;
  readonly category: string;
  readonly unit: string | null;
  readonly stage: string;
  readonly begun: boolean;
  readonly legs: readonly Came[] | null;
  /** Deadline → first instant that is late. */
  readonly owed: Readonly<Record<string, string>> | null;
}

export function deliverableQueries(live: LiveGeneration, rulesOf: RulesOf): Pick<ViewQueries, 'deliverables'> {
  return {
    async deliverables(asked) {
      const ran = await runningIn(live, rulesOf, asked.root, asked.cycle);
      if (!ran) return { rows: [] };
      const parameters = new Parameters();
      const row = columnsIn(asked.root, 's', parameters);
      const categories = Object.values(ran.programme.definition.deliverables).map(({ subject }) => subject);
      const [of, among] = [parameters.add(asked.cycle), parameters.add(categories)];
      const limit = pageSize(asked);
      /** Each part is cut to a page before they are put together. */
      const part = (alias: string, judged: RowColumns): string => {
        const all = [
          `${alias}.root = ${row.root}`,
          `${alias}.cycle = ${of}`,
          visibleCondition(asked.shown, judged, parameters),
        ];
        if (asked.unit !== undefined) all.push(inSubtree(judged, asked.unit, parameters));
        all.push(afterPage(asked, [`${alias}.stream`], parameters));
        return `${all.join(' and ')} order by ${alias}.stream limit ${limit + 1}`;
      };
      const found = await live.rows<Found>(
        `select x.stream, x.category, x.unit, x.stage, x.begun,
            (select json_agg(json_build_object('deliverable', l.deliverable, 'leg', l.leg, 'at', l.at,
               'receivedOn', l.received_on, 'late', l.late)) from {views}.legs l where l.stream = x.stream) as legs,
            (select json_object_agg(w.deadline, w.due) from {views}.work w where w.stream = x.stream and w.owed) as owed
          from (
            (select s.stream, s.category, s.unit, s.stage, true as begun from {views}.subjects s
              where s.category = any(${among}::text[]) and ${part('s', row)})
            union all
            (select distinct n.stream, n.category, n.unit, n.stage, false from {views}.work n
              where not n.begun and ${part('n', { ...columnsOf('n'), root: row.root, fields: `'{}'::jsonb` })})
          ) x order by x.stream limit ${limit + 1}`,
        parameters,
      );
      const made = (each: Found): DeliverableRow[] => deliverableRows(each, asked.cycle, ran.programme);
      const page = toPage(found, limit, ({ stream }) => [stream], made);
      return { ...page, rows: page.rows.flat() };
    },
  };
}

function deliverableRows(found: Found, cycle: string, { definition }: Programme): DeliverableRow[] {
  const { stream, category, unit, stage, begun } = found;
  return Object.entries(definition.deliverables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([deliverable, { subject, legs, due }]): DeliverableRow[] => {
      const lateFrom = found.owed?.[due];
      if (subject !== category || (!begun && lateFrom === undefined)) return [];
      const cells = Object.entries(legs).map(([leg, { kind }]): LegCell => {
        const came = found.legs?.find((each) => each.deliverable === deliverable && each.leg === leg);
        return { leg, kind, ...(came ? cellOf(came) : {}) };
      });
      const late = cells.some((cell) => cell.late === true);
      const owed = lateFrom === undefined ? { owed: false } : { owed: true, lateFrom };
      const ofUnit = unit === null ? {} : { unit };
      return [{ stream, cycle, category, ...ofUnit, deliverable, begun, stage, legs: cells, ...owed, late }];
    });
}

function cellOf(came: Came): Pick<LegCell, 'at' | 'receivedOn' | 'late'> {
  const { at, receivedOn, late } = omitNulls(came);
  return { at, ...(receivedOn === undefined ? {} : { receivedOn }), ...(late === undefined ? {} : { late }) };
}
