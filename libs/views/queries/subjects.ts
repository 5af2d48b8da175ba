/** Queries for subjects: lists, one of them, how many stand where. */
import { type LiveGeneration, omitNulls } from './live-generation.js';
import { pageSize, afterPage, toPage } from './paging.js';
import type { SubjectsQuery, ViewQueries } from './view-queries.js';
import type { Page, StageCount, SubjectRow } from '../models/rows.js';
import { inSubtree, columnsOf, Parameters, visibleCondition, type RowColumns } from './row-conditions.js';

type Found = Omit<SubjectRow, 'rev'> & { readonly rev: string };

const COLUMNS =
  's.stream, s.category, s.cycle, s.unit, s.stage, s.rev, s.at, s.closed, s.holders, s.rules, s.value, s.history, s.fields';

export function subjectQueries(live: LiveGeneration): Pick<ViewQueries, 'subjects' | 'subject' | 'stageCounts'> {
  return {
    async subjects(asked) {
      const parameters = new Parameters();
      const where = subjectsCondition(asked, parameters);
      const limit = pageSize(asked);
      const found = await live.rows<Found>(
        `select ${COLUMNS} from {views}.subjects s where ${where} and ${afterPage(asked, ['s.stream'], parameters)}
          order by s.stream limit ${limit + 1}`,
        parameters,
      );
      return toPage(found, limit, ({ stream }) => [stream], subjectRow) satisfies Page<SubjectRow>;
    },
    async subject(stream) {
      const parameters = new Parameters();
      const text = `select ${COLUMNS} from {views}.subjects s where s.stream = ${parameters.add(stream)}`;
      const [found] = await live.rows<Found>(text, parameters);
      return found && subjectRow(found);
    },
    async stageCounts(asked) {
      const parameters = new Parameters();
      const where = subjectsCondition(asked, parameters);
      const found = await live.rows<Omit<StageCount, 'count'> & { count: string }>(
        `select s.category, s.stage, count(*) as count from {views}.subjects s where ${where}
          group by s.category, s.stage order by s.category, s.stage`,
        parameters,
      );
      return found.map((row) => ({ ...row, count: Number(row.count) }));
    },
  };
}

/** The columns of a row, with the root that was asked for in place of its own. */
export function columnsIn(root: string, alias: string, parameters: Parameters): RowColumns {
  return { ...columnsOf(alias), root: parameters.add(root) };
}

function subjectsCondition(asked: SubjectsQuery, parameters: Parameters): string {
  const row = columnsIn(asked.root, 's', parameters);
  const all = [`s.root = ${row.root}`, visibleCondition(asked.shown, row, parameters)];
  if (asked.category !== undefined) all.push(`s.category = ${parameters.add(asked.category)}`);
  if (asked.cycle !== undefined) all.push(`s.cycle = ${parameters.add(asked.cycle)}`);
  if (asked.unit !== undefined) all.push(inSubtree(row, asked.unit, parameters));
  if (asked.holder !== undefined) all.push(`s.holders ? ${parameters.add(asked.holder)}`);
  if (asked.stage !== undefined) all.push(inStage(asked.stage, parameters));
  return all.join(' and ');
}

/** In the state value a stage is the name of a member, or the last word on the way. */
function inStage(stage: string, parameters: Parameters): string {
  const path = stage.split('.');
  const inner = parameters.add(path.slice(0, -1));
  const last = parameters.add(path.at(-1));
  return `(s.value #> ${parameters.add(path)}::text[] is not null
    or (jsonb_typeof(s.value #> ${inner}::text[]) = 'string' and s.value #>> ${inner}::text[] = ${last}))`;
}

function subjectRow({ rev, ...found }: Found): SubjectRow {
  return { ...omitNulls(found), rev: Number(rev) };
}
