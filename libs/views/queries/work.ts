/** Questions about what is to be done and what falls due. */
import type { Asking } from './live-generation.js';
import { present } from './live-generation.js';
import { judgedIn } from './subjects.js';
import { limitOf, onward, pageOf } from './paging.js';
import type { ViewQueries } from './view-queries.js';
import type { ObligationRow, Paged, Page, WorkRow } from '../models/rows.js';
import { below, Parameters, shownWhere, type Judged } from './row-conditions.js';
import { UNDATED } from '../models/work.js';

interface Found {
  readonly stream: string;
  readonly root: string;
  readonly category: string;
  readonly cycle: string | null;
  readonly unit: string | null;
  readonly stage: string;
  readonly holder: string;
  readonly begun: boolean;
  readonly deadline: string;
  readonly due: string;
  readonly next_step: string | null;
  readonly next_at: string | null;
  readonly missed: boolean;
  readonly falls: string | null;
}

const COLUMNS =
  'w.stream, w.root, w.category, w.cycle, w.unit, w.stage, w.holder, w.begun, w.deadline, w.due, w.next_step, w.next_at, w.missed, w.falls';
const BY_DUE = ['w.due', 'w.stream', 'w.stage', 'w.deadline'] as const;
const BY_FALL = ['w.falls', 'w.stream', 'w.stage', 'w.deadline'] as const;
const BY_STREAM = ['w.stream', 'w.stage', 'w.deadline'] as const;

export function askWork(asking: Asking): Pick<ViewQueries, 'work' | 'obligations' | 'dueBetween' | 'pending'> {
  return {
    async work(asked) {
      const parameters = new Parameters();
      const row = judged(asked.root, parameters);
      const all = [`w.root = ${row.root}`, `w.holder = ${parameters.add(asked.role)}`];
      all.push(shownWhere(asked.shown, row, parameters));
      if (asked.unit !== undefined) all.push(below(row, asked.unit, parameters));
      const found = await rowsOf(asking, JOINED, all, BY_DUE, asked, parameters);
      return pageOf(found, limitOf(asked), byDue, workRow) satisfies Page<WorkRow>;
    },
    async obligations(asked) {
      const parameters = new Parameters();
      const row = judged(asked.root, parameters);
      const all = ['w.owed', `w.root = ${row.root}`, shownWhere(asked.shown, row, parameters)];
      if (asked.cycle !== undefined) all.push(`w.cycle = ${parameters.add(asked.cycle)}`);
      if (asked.deadline !== undefined) all.push(`w.deadline = ${parameters.add(asked.deadline)}`);
      if (asked.holder !== undefined) all.push(`w.holder = ${parameters.add(asked.holder)}`);
      if (asked.unit !== undefined) all.push(below(row, asked.unit, parameters));
      if (asked.lateAt !== undefined) all.push(`w.due <= ${parameters.add(asked.lateAt)}`);
      const found = await rowsOf(asking, JOINED, all, BY_DUE, asked, parameters);
      return pageOf(found, limitOf(asked), byDue, obligationRow) satisfies Page<ObligationRow>;
    },
    async dueBetween(asked) {
      const parameters = new Parameters();
      const all = [`w.falls <= ${parameters.add(asked.to)}`];
      if (asked.from !== undefined) all.push(`w.falls > ${parameters.add(asked.from)}`);
      if (asked.root !== undefined) all.push(`w.root = ${parameters.add(asked.root)}`);
      const found = await rowsOf(asking, ALONE, all, BY_FALL, asked, parameters);
      const placed = ({ falls, stream, stage, deadline }: Found) => [falls ?? '', stream, stage, deadline];
      return pageOf(found, limitOf(asked), placed, obligationRow);
    },
    async pending(asked) {
      const parameters = new Parameters();
      const all = ['w.next_at is not null'];
      if (asked.root !== undefined) all.push(`w.root = ${parameters.add(asked.root)}`);
      const found = await rowsOf(asking, ALONE, all, BY_STREAM, asked, parameters);
      return pageOf(found, limitOf(asked), ({ stream, stage, deadline }) => [stream, stage, deadline], obligationRow);
    },
  };
}

const ALONE = '{views}.work w';
/** Of what is not begun there is no subject, and no field that could let anybody see it. */
const JOINED = '{views}.work w left join {views}.subjects s on s.stream = w.stream';

function judged(root: string, parameters: Parameters): Judged {
  return { ...judgedIn(root, 'w', parameters), fields: 's.fields' };
}

function rowsOf(
  asking: Asking,
  from: string,
  all: readonly string[],
  order: readonly string[],
  asked: Paged,
  parameters: Parameters,
): Promise<Found[]> {
  return asking.rows<Found>(
    `select ${COLUMNS} from ${from} where ${[...all, onward(asked, order, parameters)].join(' and ')}
      order by ${order.join(', ')} limit ${limitOf(asked) + 1}`,
    parameters,
  );
}

function byDue({ due, stream, stage, deadline }: Found): readonly string[] {
  return [due, stream, stage, deadline];
}

function workRow(found: Found): WorkRow {
  const { stream, category, stage, holder, begun, missed, deadline, due } = found;
  const { cycle, unit, next_step: nextStep, next_at: nextAt } = present(found);
  return {
    stream,
    category,
    stage,
    holder,
    begun,
    missed,
    ...(cycle === undefined ? {} : { cycle }),
    ...(unit === undefined ? {} : { unit }),
    ...(deadline === '' ? {} : { deadline }),
    ...(due === UNDATED ? {} : { lateFrom: due }),
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(nextAt === undefined ? {} : { nextAt }),
  };
}

function obligationRow(found: Found): ObligationRow {
  return { ...workRow(found), root: found.root, deadline: found.deadline, lateFrom: found.due };
}
