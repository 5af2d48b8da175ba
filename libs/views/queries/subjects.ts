/** Questions about subjects: lists, one of them, how many stand where. */
import { type Asking, present } from './live-generation.js';
import { limitOf, onward, pageOf } from './paging.js';
import type { SubjectsAsked, ViewQueries } from './view-queries.js';
import type { Page, StageCount, SubjectRow } from '../models/rows.js';
import { below, judgedBy, Parameters, shownWhere, type Judged } from './row-conditions.js';

type Found = Omit<SubjectRow, 'rev'> & { readonly rev: string };

const COLUMNS =
  's.stream, s.category, s.cycle, s.unit, s.stage, s.rev, s.at, s.closed, s.holders, s.rules, s.value, s.history, s.fields';

export function askSubjects(asking: Asking): Pick<ViewQueries, 'subjects' | 'subject' | 'stageCounts'> {
  return {
    async subjects(asked) {
      const parameters = new Parameters();
      const where = subjectsWhere(asked, parameters);
      const limit = limitOf(asked);
      const found = await asking.rows<Found>(
        `select ${COLUMNS} from {views}.subjects s where ${where} and ${onward(asked, ['s.stream'], parameters)}
          order by s.stream limit ${limit + 1}`,
        parameters,
      );
      return pageOf(found, limit, ({ stream }) => [stream], subjectRow) satisfies Page<SubjectRow>;
    },
    async subject(stream) {
      const parameters = new Parameters();
      const text = `select ${COLUMNS} from {views}.subjects s where s.stream = ${parameters.add(stream)}`;
      const [found] = await asking.rows<Found>(text, parameters);
      return found && subjectRow(found);
    },
    async stageCounts(asked) {
      const parameters = new Parameters();
      const where = subjectsWhere(asked, parameters);
      const found = await asking.rows<Omit<StageCount, 'count'> & { count: string }>(
        `select s.category, s.stage, count(*) as count from {views}.subjects s where ${where}
          group by s.category, s.stage order by s.category, s.stage`,
        parameters,
      );
      return found.map((row) => ({ ...row, count: Number(row.count) }));
    },
  };
}

/** A judged row whose root is the one asked for. */
export function judgedIn(root: string, alias: string, parameters: Parameters): Judged {
  return { ...judgedBy(alias), root: parameters.add(root) };
}

function subjectsWhere(asked: SubjectsAsked, parameters: Parameters): string {
  const row = judgedIn(asked.root, 's', parameters);
  const all = [`s.root = ${row.root}`, shownWhere(asked.shown, row, parameters)];
  if (asked.category !== undefined) all.push(`s.category = ${parameters.add(asked.category)}`);
  if (asked.cycle !== undefined) all.push(`s.cycle = ${parameters.add(asked.cycle)}`);
  if (asked.unit !== undefined) all.push(below(row, asked.unit, parameters));
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
  return { ...present(found), rev: Number(rev) };
}
