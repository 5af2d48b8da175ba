/** What is owed and what has come: desks, deadlines, deliverables, places, rankings. */
import { Controller, Inject } from '@nestjs/common';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { idSchema, nameSchema } from '../../../libs/lifecycle/language/fields.js';
import { Counted } from './quota-visibility.js';
import { afterQuery, Lists, pagedQuery, pageOf, Reading } from './lists.js';
import { deliverableTold, told, workTold } from './worklist-rows.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal } from '../http/refusal.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import { cycleParams, streamSchema } from '../http/schemas.js';
import { Sights } from '../visibility/visibility.service.js';

const seen = { method: 'GET', access: 'token', tag: 'what is owed', problems: [404, 422, 503] } as const;

const workRow = z
  .object({
    stream: streamSchema,
    category: z.string(),
    cycle: z.string().optional(),
    unit: z.string().optional(),
    stage: z.string().optional(),
    holder: z.string().meta({ description: 'The role that has to act.' }),
    begun: z.boolean().meta({ description: 'False: it is not there yet, and its unit owes it.' }),
    deadline: z.string().optional(),
    lateFrom: z.string().optional().meta({ description: 'The first instant that is late.' }),
    missed: z.boolean(),
  })
  .meta({ id: 'WorkRow' });

const readWork = route({
  ...seen,
  path: '/v1/work',
  summary: 'What the token’s role has to do, the earliest first',
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(workRow),
});

const readDeadlines = route({
  ...seen,
  path: '/v1/cycles/:cycle/deadlines',
  summary: 'What is owed, the earliest first; also what nobody has begun',
  params: cycleParams,
  query: z.strictObject({
    ...pagedQuery,
    unit: idSchema.optional(),
    deadline: nameSchema.optional(),
    overdue: z.literal('true').optional().meta({ description: 'Only what is late by Hearth’s clock.' }),
  }),
  answer: pageOf(workRow),
});

const readDeliverables = route({
  ...seen,
  path: '/v1/cycles/:cycle/deliverables',
  summary: 'What has been handed in, leg by leg',
  params: cycleParams,
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(
    z
      .object({
        stream: streamSchema,
        category: z.string(),
        unit: z.string().optional(),
        stage: z.string().optional(),
        deliverable: z.string(),
        begun: z.boolean(),
        owed: z.boolean(),
        late: z.boolean(),
        lateFrom: z.string().optional(),
        legs: z.array(
          z.object({
            leg: z.string(),
            kind: z.string(),
            at: z.string().optional(),
            receivedOn: z.string().optional(),
            late: z.boolean().optional(),
          }),
        ),
      })
      .meta({ id: 'DeliverableRow' }),
  ),
});

const readQuotas = route({
  ...seen,
  path: '/v1/cycles/:cycle/quotas',
  summary: 'Places and how many of them are used, for units of which that may be known',
  params: cycleParams,
  query: z.strictObject(afterQuery),
  answer: z.object({
    rows: z.array(
      z.object({
        unit: z.string(),
        quota: z.string(),
        places: z.int().optional().meta({ description: 'Absent: nothing is limited.' }),
        used: z.int().optional().meta({ description: 'Absent: no command counts it.' }),
        strength: z.string(),
        to: z.string(),
        missing: z.enum(['unregistered', 'closed']).optional().meta({
          description: 'The unit is not there to act: nothing is awaited of it, and nobody is reminded. Absent: it is.',
        }),
      }),
    ),
  }),
});

const readRanking = route({
  ...seen,
  path: '/v1/cycles/:cycle/ranking',
  summary: 'The ranking as it was fixed, for those who may see its scores',
  params: cycleParams,
  query: z.strictObject(afterQuery),
  answer: z.object({
    rows: z.array(
      z.object({
        stream: streamSchema,
        unit: z.string().optional(),
        group: z.string().optional(),
        place: z.int(),
        sum: z.int(),
        count: z.int(),
        tiedWith: z.array(streamSchema),
        atCut: z.boolean(),
      }),
    ),
  }),
});

class ReadWork extends Reading<typeof readWork> {}

@QueryHandler(ReadWork)
export class ReadWorkHandler implements IQueryHandler<ReadWork> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, query } }: ReadWork): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const { root, role } = token;
    const running = await queries.cycles({ root, shown: { anywhere: true }, limit: 500 });
    const wanted: { category: string; cycle: string }[] = [];
    for (const { cycle, closed } of running.rows) {
      if (closed) continue;
      for (const category of ['cycle', ...(await this.lists.categories(token, cycle))])
        wanted.push({ category, cycle });
    }
    const shown = await this.lists.shown(token, wanted);
    return this.lists.page(
      query,
      (paged) => queries.work({ root, role, shown, unit: query.unit, ...paged }),
      (rows) => told(this.lists, token, rows, workTold),
    );
  }
}

class ReadDeadlines extends Reading<typeof readDeadlines> {}

@QueryHandler(ReadDeadlines)
export class ReadDeadlinesHandler implements IQueryHandler<ReadDeadlines> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Lists) private readonly lists: Lists,
  ) {}

  async execute({ asked: { token, params, query } }: ReadDeadlines): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const { root } = token;
    const { cycle } = params;
    const shown = await this.lists.shownIn(token, cycle);
    const lateAt = query.overdue === undefined ? undefined : new Date(this.api.clock.now()).toISOString();
    const { deadline, unit } = query;
    return this.lists.page(
      query,
      (paged) => queries.obligations({ root, cycle, shown, deadline, unit, lateAt, ...paged }),
      (rows) => told(this.lists, token, rows, workTold),
    );
  }
}

class ReadDeliverables extends Reading<typeof readDeliverables> {}

@QueryHandler(ReadDeliverables)
export class ReadDeliverablesHandler implements IQueryHandler<ReadDeliverables> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, params, query } }: ReadDeliverables): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const { root } = token;
    const { cycle } = params;
    const shown = await this.lists.shownIn(token, cycle);
    return this.lists.page(
      query,
      (paged) => queries.deliverables({ root, cycle, shown, unit: query.unit, ...paged }),
      (rows) => told(this.lists, token, rows, deliverableTold),
    );
  }
}

class ReadQuotas extends Reading<typeof readQuotas> {}

@QueryHandler(ReadQuotas)
export class ReadQuotasHandler implements IQueryHandler<ReadQuotas> {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(Counted) private readonly counted: Counted,
  ) {}

  async execute({ asked: { token, params, query } }: ReadQuotas): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const rows = [];
    for (const [shown, quotas] of await this.counted.quotas(token, params.cycle)) {
      const found = await queries.quotas({ root: token.root, cycle: params.cycle, shown });
      rows.push(...found.filter(({ quota }) => quotas.has(quota)));
    }
    return { rows };
  }
}

class ReadRanking extends Reading<typeof readRanking> {}

@QueryHandler(ReadRanking)
export class ReadRankingHandler implements IQueryHandler<ReadRanking> {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  async execute({ asked: { token, params, query } }: ReadRanking): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const sight = await this.sights.needed(token, `cycle-${token.root}.${params.cycle}`);
    const seen = sight.always('rankingFixed');
    if (seen !== 'all' && !seen?.has('entries')) throw new Refusal(404, 'notFound');
    return { rows: await queries.ranking({ root: token.root, cycle: params.cycle, shown: { anywhere: true } }) };
  }
}

@Controller()
export class OwedController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readWork)
  work(@Request(readWork) asked: Asked<typeof readWork>) {
    return this.bus.execute(new ReadWork(asked));
  }

  @Serves(readDeadlines)
  deadlines(@Request(readDeadlines) asked: Asked<typeof readDeadlines>) {
    return this.bus.execute(new ReadDeadlines(asked));
  }

  @Serves(readDeliverables)
  deliverables(@Request(readDeliverables) asked: Asked<typeof readDeliverables>) {
    return this.bus.execute(new ReadDeliverables(asked));
  }

  @Serves(readQuotas)
  quotas(@Request(readQuotas) asked: Asked<typeof readQuotas>) {
    return this.bus.execute(new ReadQuotas(asked));
  }

  @Serves(readRanking)
  ranking(@Request(readRanking) asked: Asked<typeof readRanking>) {
    return this.bus.execute(new ReadRanking(asked));
  }
}
