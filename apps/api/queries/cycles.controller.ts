/** What a cycle shows: its subjects, who stands where, what is owed and what has come. */
import { Controller, Inject } from '@nestjs/common';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { idSchema, nameSchema } from '../../../libs/lifecycle/language/fields.js';
import type { Sight } from '../../../libs/lifecycle/visibility/visibility.js';
import type { CycleRow, SubjectRow } from '../../../libs/views/models/rows.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { afterQuery, Lists, pagedQuery, pageOf, Reading } from './lists.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import { cycleParams, streamSchema } from '../http/schemas.js';
import { fieldsIn } from '../visibility/visibility.service.js';

const seen = { method: 'GET', access: 'token', tag: 'cycles', problems: [404, 422, 503] } as const;
const stageSchema = z
  .string()
  .max(120)
  .regex(/^[a-zA-Z0-9.]+$/);
const categorySchema = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9]*$/);

const cycleRow = z
  .object({
    cycle: z.string(),
    unit: z.string(),
    stage: z.string().optional(),
    rev: z.int(),
    slug: z.string(),
    edition: z.string(),
    rules: z.string(),
    fields: z.record(z.string(), z.unknown()).meta({ description: 'Settings, deadlines and what else may be seen.' }),
  })
  .meta({ id: 'Cycle' });

const subjectRow = z
  .object({
    stream: streamSchema,
    category: z.string(),
    cycle: z.string().optional(),
    unit: z.string().optional(),
    stage: z.string().optional().meta({ description: 'As far as it may be told.' }),
    closed: z.boolean().optional(),
    holders: z.array(z.string()).optional().meta({ description: 'Roles that have to act.' }),
    rev: z.int(),
    at: z.string(),
    fields: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'SubjectRow' });

const readCycles = route({
  ...seen,
  path: '/v1/cycles',
  summary: 'Cycles, in order of their ids',
  query: z.strictObject(pagedQuery),
  answer: pageOf(cycleRow),
});

const readSubjects = route({
  ...seen,
  path: '/v1/cycles/:cycle/subjects',
  summary: 'Subjects of a cycle, in order of their streams',
  params: cycleParams,
  query: z.strictObject({
    ...pagedQuery,
    category: categorySchema.optional(),
    stage: stageSchema.optional().meta({ description: 'This stage, or one inside of it.' }),
    unit: idSchema.optional().meta({ description: 'Of this unit or one below it.' }),
    holder: nameSchema.optional().meta({ description: 'Those in which this role has to act.' }),
  }),
  answer: pageOf(subjectRow),
});

const readCounts = route({
  ...seen,
  path: '/v1/cycles/:cycle/counts',
  summary: 'How many subjects stand where, of those that may be seen',
  params: cycleParams,
  query: z.strictObject({ ...afterQuery, category: categorySchema.optional() }),
  answer: z.object({
    rows: z.array(z.object({ category: z.string(), stage: z.string().nullable(), count: z.int() })),
  }),
});

class ReadCycles extends Reading<typeof readCycles> {}

@QueryHandler(ReadCycles)
export class ReadCyclesHandler implements IQueryHandler<ReadCycles> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, query } }: ReadCycles): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const shown = await this.lists.shown(token, [{ category: 'cycle' }]);
    return this.lists.page(
      query,
      (paged) => queries.cycles({ root: token.root, shown, ...paged }),
      (rows) => this.lists.seen(token, rows, ({ cycle }) => `cycle-${token.root}.${cycle}`, cycleTold),
    );
  }
}

function cycleTold({ cycle, unit, slug, edition, rules }: CycleRow, sight: Sight) {
  const { stage, folded } = sight;
  return { cycle, unit, stage, rev: folded.rev, slug, edition, rules, fields: fieldsIn(sight) };
}

class ReadSubjects extends Reading<typeof readSubjects> {}

@QueryHandler(ReadSubjects)
export class ReadSubjectsHandler implements IQueryHandler<ReadSubjects> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, params, query } }: ReadSubjects): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const { cycle } = params;
    const { category, stage, unit, holder } = query;
    const shown = await this.lists.shownIn(token, cycle, category);
    return this.lists.page(
      query,
      (paged) => queries.subjects({ root: token.root, shown, cycle, category, stage, unit, holder, ...paged }),
      (rows) =>
        this.lists.seen(
          token,
          rows,
          ({ stream }) => stream,
          (row, sight) => subjectTold(row, sight, { stage, holder }),
        ),
    );
  }
}

/** A row as it may be told. One that was found by what may not be told of it is not there. */
function subjectTold(
  { stream, category, cycle, unit, closed, holders, stage }: SubjectRow,
  sight: Sight,
  by: { readonly stage: string | undefined; readonly holder: string | undefined },
) {
  const told = sight.stage;
  const whole = told === stage;
  const within = by.stage === undefined || told === by.stage || (told?.startsWith(`${by.stage}.`) ?? false);
  if (!within || (by.holder !== undefined && !whole)) return undefined;
  const { rev, at } = sight.folded;
  return {
    stream,
    category,
    cycle,
    unit,
    stage: told,
    ...(whole && { closed, holders }),
    rev,
    at,
    fields: fieldsIn(sight),
  };
}

class ReadCounts extends Reading<typeof readCounts> {}

/** Above so many, nobody is told how many stand where, rather than somebody what they may not know. */
const MOST_COUNTED = 20_000;
const PAGE = 500;

@QueryHandler(ReadCounts)
export class ReadCountsHandler implements IQueryHandler<ReadCounts> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, params, query } }: ReadCounts): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const categories = await this.lists.categories(token, params.cycle);
    const wanted = categories.filter((each) => query.category === undefined || each === query.category);
    const counts = new Map<string, { category: string; stage: string | null; count: number }>();
    for (const category of wanted) {
      for (const [stage, count] of await this.counted(queries, token, params.cycle, category))
        counts.set(`${category} ${stage}`, { category, stage, count });
    }
    return { rows: [...counts.values()] };
  }

  /** Counted by what may be told of each: stages that are told as one are one, whatever they are. */
  private async counted(
    queries: Awaited<ReturnType<Lists['reached']>>,
    token: Token,
    cycle: string,
    category: string,
  ): Promise<ReadonlyMap<string | null, number>> {
    const shown = await this.lists.shown(token, [{ category, cycle }]);
    const counts = new Map<string | null, number>();
    let after: string | undefined;
    for (let seen = 0; seen < MOST_COUNTED; seen += PAGE) {
      const page = await queries.subjects({ root: token.root, shown, cycle, category, after, limit: PAGE });
      const streams = page.rows.map(({ stream }) => stream);
      for (const sight of await this.lists.sightsOf(token, streams)) {
        const stage = sight?.stage ?? null;
        if (sight) counts.set(stage, (counts.get(stage) ?? 0) + 1);
      }
      after = page.next;
      if (after === undefined) return counts;
    }
    return new Map();
  }
}

@Controller()
export class CyclesController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readCycles)
  cycles(@Request(readCycles) asked: Asked<typeof readCycles>) {
    return this.bus.execute(new ReadCycles(asked));
  }

  @Serves(readSubjects)
  subjects(@Request(readSubjects) asked: Asked<typeof readSubjects>) {
    return this.bus.execute(new ReadSubjects(asked));
  }

  @Serves(readCounts)
  counts(@Request(readCounts) asked: Asked<typeof readCounts>) {
    return this.bus.execute(new ReadCounts(asked));
  }
}
