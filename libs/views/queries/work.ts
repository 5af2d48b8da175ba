/** Queries for what is to be done and what falls due. */
import type { LiveGeneration } from './live-generation.js';
import { omitNulls } from './live-generation.js';
import { columnsIn } from './subjects.js';
import { pageSize, afterPage, toPage } from './paging.js';
import type { ViewQueries } from './view-queries.js';
import type { ObligationRow, PageRequest, Page, WorkRow } from '../models/rows.js';
import { inSubtree, Parameters, visibleCondition, type RowColumns } from './row-conditions.js';
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

export function workQueries(
  live: LiveGeneration,
): Pick<ViewQueries, 'work' | 'obligations' | 'dueBetween' | 'pending'> {
  return {
    async work(asked) {
      const parameters = new Parameters();
      const row = workColumns(asked.root, parameters);
      const all = [`w.root = ${row.root}`, `w.holder = ${parameters.add(asked.role)}`];
      all.push(visibleCondition(asked.shown, row, parameters));
      if (asked.unit !== undefined) all.push(inSubtree(row, asked.unit, parameters));
      const found = await readRows(live, JOINED, all, BY_DUE, asked, parameters);
      return toPage(found, pageSize(asked), byDue, workRow) satisfies Page<WorkRow>;
    },
    async obligations(asked) {
      const parameters = new Parameters();
      const row = workColumns(asked.root, parameters);
      const all = ['w.owed', `w.root = ${row.root}`, visibleCondition(asked.shown, row, parameters)];
      if (asked.cycle !== undefined) all.push(`w.cycle = ${parameters.add(asked.cycle)}`);
      if (asked.deadline !== undefined) all.push(`w.deadline = ${parameters.add(asked.deadline)}`);
      if (asked.holder !== undefined) all.push(`w.holder = ${parameters.add(asked.holder)}`);
      if (asked.unit !== undefined) all.push(inSubtree(row, asked.unit, parameters));
      if (asked.lateAt !== undefined) all.push(`w.due <= ${parameters.add(asked.lateAt)}`);
      const found = await readRows(live, JOINED, all, BY_DUE, asked, parameters);
      return toPage(found, pageSize(asked), byDue, obligationRow) satisfies Page<ObligationRow>;
    },
    async dueBetween(asked) {
      const parameters = new Parameters();
      const all = [`w.falls <= ${parameters.add(asked.to)}`];
      if (asked.from !== undefined) all.push(`w.falls > ${parameters.add(asked.from)}`);
      if (asked.root !== undefined) all.push(`w.root = ${parameters.add(asked.root)}`);
      const found = await readRows(live, ALONE, all, BY_FALL, asked, parameters);
      const placed = ({ falls, stream, stage, deadline }: Found) => [falls ?? '', stream, stage, deadline];
      return toPage(found, pageSize(asked), placed, obligationRow);
    },
    async pending(asked) {
      const parameters = new Parameters();
      const all = ['w.next_at is not null'];
      if (asked.root !== undefined) all.push(`w.root = ${parameters.add(asked.root)}`);
      const found = await readRows(live, ALONE, all, BY_STREAM, asked, parameters);
      return toPage(found, pageSize(asked), ({ stream, stage, deadline }) => [stream, stage, deadline], obligationRow);
    },
  };
}

const ALONE = '{views}.work w';
/** Of what is not begun there is no subject, and no field that could let anybody see it. */
const JOINED = '{views}.work w left join {views}.subjects s on s.stream = w.stream';

function workColumns(root: string, parameters: Parameters): RowColumns {
  return { ...columnsIn(root, 'w', parameters), fields: 's.fields' };
}

function readRows(
  live: LiveGeneration,
  from: string,
  all: readonly string[],
  order: readonly string[],
  asked: PageRequest,
  parameters: Parameters,
): Promise<Found[]> {
  return live.rows<Found>(
    `select ${COLUMNS} from ${from} where ${[...all, afterPage(asked, order, parameters)].join(' and ')}
      order by ${order.join(', ')} limit ${pageSize(asked) + 1}`,
    parameters,
  );
}

function byDue({ due, stream, stage, deadline }: Found): readonly string[] {
  return [due, stream, stage, deadline];
}

function workRow(found: Found): WorkRow {
  const { stream, category, stage, holder, begun, missed, deadline, due } = found;
  const { cycle, unit, next_step: nextStep, next_at: nextAt } = omitNulls(found);
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
