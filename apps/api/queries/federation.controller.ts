/** The federation: its units, its homes, and the registers in which homes stand. */
import { Controller, Inject } from '@nestjs/common';
import { QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { idSchema, nameSchema } from '../../../libs/lifecycle/language/fields.js';
import type { Shown } from '../../../libs/views/models/rows.js';
import { Lists, pagedQuery, pageOf, Reading } from './lists.js';
import { Request, route, Serves, type Asked } from '../http/route.js';

const seen = { method: 'GET', access: 'token', tag: 'federation', problems: [422, 503] } as const;

const readUnits = route({
  ...seen,
  path: '/v1/units',
  summary: 'Units, in order of their ids',
  query: z.strictObject({
    ...pagedQuery,
    below: idSchema.optional().meta({ description: 'This unit and those below it.' }),
  }),
  answer: pageOf(
    z
      .object({
        unit: z.string(),
        parent: z.string().optional(),
        sort: z.string(),
        name: z.string(),
        closed: z.boolean(),
        path: z.array(z.string()).meta({ description: 'From the root of the tree down to the unit itself.' }),
      })
      .meta({ id: 'Unit' }),
  ),
});

const readHomes = route({
  ...seen,
  path: '/v1/homes',
  summary: 'Homes, in order of their ids; their standings where they may be seen',
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(
    z
      .object({
        home: z.string(),
        unit: z.string().optional(),
        name: z.string(),
        closed: z.boolean(),
        standings: z.record(z.string(), z.string()).optional().meta({ description: 'Standing → since.' }),
      })
      .meta({ id: 'Home' }),
  ),
});

const readRegister = route({
  ...seen,
  path: '/v1/registers/:standing',
  summary: 'Homes that hold a standing',
  params: z.object({ standing: nameSchema }),
  query: z.strictObject({ ...pagedQuery, unit: idSchema.optional() }),
  answer: pageOf(
    z
      .object({
        standing: z.string(),
        home: z.string(),
        unit: z.string().optional(),
        name: z.string(),
        since: z.string(),
        loaded: z.boolean().meta({ description: 'Of earlier years, loaded by people.' }),
        closed: z.boolean(),
      })
      .meta({ id: 'RegisterRow' }),
  ),
});

class ReadUnits extends Reading<typeof readUnits> {}

@QueryHandler(ReadUnits)
export class ReadUnitsHandler implements IQueryHandler<ReadUnits> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, query } }: ReadUnits): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const shown = await this.lists.shown(token, [{ category: 'unit' }]);
    const { below, cursor: after, limit } = query;
    return queries.units({ root: token.root, shown, below, after, limit });
  }
}

class ReadHomes extends Reading<typeof readHomes> {}

@QueryHandler(ReadHomes)
export class ReadHomesHandler implements IQueryHandler<ReadHomes> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, query } }: ReadHomes): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const shown = await this.lists.shown(token, [{ category: 'home' }]);
    const { root } = token;
    return this.lists.page(
      query,
      (paged) => queries.homes({ root, shown, unit: query.unit, ...paged }),
      (rows) =>
        this.lists.seen(
          token,
          rows,
          ({ home }) => `home-${root}.${home}`,
          ({ standings, ...row }, { fields }) => ({ ...row, ...(fields.has('standings') && { standings }) }),
        ),
    );
  }
}

class ReadRegister extends Reading<typeof readRegister> {}

@QueryHandler(ReadRegister)
export class ReadRegisterHandler implements IQueryHandler<ReadRegister> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, params, query } }: ReadRegister): Promise<object> {
    const queries = await this.lists.reached(query.after);
    const { root, role, unit: own } = token;
    // Homes are listed for all, their standings are not: looked for where they may be, then judged one by one.
    const shown: Shown = role === 'operator' ? { anywhere: true } : { any: [{ subtree: own }] };
    const { standing } = params;
    return this.lists.page(
      query,
      (paged) => queries.registers({ root, shown, standing, unit: query.unit, ...paged }),
      (rows) =>
        this.lists.seen(
          token,
          rows,
          ({ home }) => `home-${root}.${home}`,
          (row, { fields }) => (fields.has('standings') ? row : undefined),
        ),
    );
  }
}

@Controller()
export class FederationController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readUnits)
  units(@Request(readUnits) asked: Asked<typeof readUnits>) {
    return this.bus.execute(new ReadUnits(asked));
  }

  @Serves(readHomes)
  homes(@Request(readHomes) asked: Asked<typeof readHomes>) {
    return this.bus.execute(new ReadHomes(asked));
  }

  @Serves(readRegister)
  register(@Request(readRegister) asked: Asked<typeof readRegister>) {
    return this.bus.execute(new ReadRegister(asked));
  }
}
