/** Lists from the views: which rows somebody may be shown, how far the lists have come, pages of rows that are seen. */
import { Inject, Injectable } from '@nestjs/common';
import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Cursor } from '../../../libs/engine/ports/event-store.js';
import type { Programme } from '../../../libs/lifecycle/definition/compile-programme.js';
import { mayList } from '../../../libs/lifecycle/visibility/row-filter.js';
import { sightOf, type Sight } from '../../../libs/lifecycle/visibility/visibility.js';
import type { ViewQueries } from '../../../libs/views/queries/view-queries.js';
import type { Page, Paged, Shown } from '../../../libs/views/models/rows.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';
import { API, type Api } from '../http/api-parts.js';
import { Places } from './cursors.js';
import { Refusal } from '../http/refusal.js';
import type { Asked, RouteSpec } from '../http/route.js';
import { countSchema, cursorSchema, pageSchema } from '../http/schemas.js';
import { Sights } from '../visibility/visibility.service.js';

/** Of every list. */
export const afterQuery = {
  after: cursorSchema.optional().meta({ description: 'Waits until the list knows of this place in the log.' }),
};
export const pagedQuery = { ...afterQuery, limit: countSchema(500, 100), cursor: pageSchema.optional() };

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    next: z.string().optional().meta({ description: 'Where the next page begins.' }),
  });
}

/** A question asked by a route. */
export abstract class Reading<S extends RouteSpec> extends Query<object> {
  constructor(readonly asked: Asked<S>) {
    super();
  }
}

/** Pages that are looked through to fill one, at most: rows that may not be seen leave no gap that would count them. */
const MOST_PAGES = 20;

@Injectable()
export class Lists {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Sights) private readonly sights: Sights,
    @Inject(Places) private readonly places: Places,
  ) {}

  /** The questions, once the views know of `after`. @throws {Refusal} 503: they are behind. @throws {BadCursor} */
  async reached(after: Cursor | undefined): Promise<ViewQueries> {
    const { views, limits } = this.api;
    if (after !== undefined) {
      await this.places.known(after);
      if (!(await views.reached(after, limits.afterMs)))
        throw new Refusal(503, 'viewsBehind', {}, [], { 'retry-after': '1' });
    }
    return views.queries;
  }

  /** What of these categories may be listed. */
  shown(
    token: TokenGrant,
    wanted: readonly { readonly category: string; readonly cycle?: string | undefined }[],
  ): Promise<Shown> {
    return this.api.service.engine.ask(token.root, (context) =>
      wanted.map((each) => ({
        category: each.category,
        ...(each.cycle !== undefined && { cycle: each.cycle }),
        reach: mayList(token, each, context, this.sights.carried).reach,
      })),
    );
  }

  /** What of a cycle's categories, or of one of them, may be listed. @throws {Refusal} 404 */
  async shownIn(token: TokenGrant, cycle: string, only?: string): Promise<Shown> {
    const categories = await this.categories(token, cycle);
    const wanted = categories.filter((category) => only === undefined || category === only);
    return this.shown(
      token,
      wanted.map((category) => ({ category, cycle })),
    );
  }

  /** What may be seen of each of these streams, as they stand in the log. */
  sightsOf(token: TokenGrant, streams: readonly string[]): Promise<readonly (Sight | undefined)[]> {
    return this.api.service.engine.ask(token.root, (context) => {
      context.readAll(streams);
      return streams.map((stream) => sightOf(token, stream, context, this.sights.carried));
    });
  }

  /** Rows as they may be told by what may be seen of the stream of each; of what may not be seen, nothing. */
  async seen<Row, Told>(
    token: TokenGrant,
    rows: readonly Row[],
    streamOf: (row: Row) => string,
    tell: (row: Row, sight: Sight) => Told | undefined,
  ): Promise<readonly (Told | undefined)[]> {
    const sights = await this.sightsOf(token, rows.map(streamOf));
    return rows.map((row, index) => {
      const sight = sights[index];
      return sight && tell(row, sight);
    });
  }

  /** A page of rows as they may be shown; those of which `tell` says nothing are left out. */
  async page<Row, Told>(
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    ask: (paged: Paged) => Promise<Page<Row>>,
    tell: (rows: readonly Row[]) => Promise<readonly (Told | undefined)[]>,
  ): Promise<{ readonly rows: readonly Told[]; readonly next?: string }> {
    const rows: Told[] = [];
    let after = cursor;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const found = await ask({ after, limit: limit - rows.length });
      const told = found.rows.length === 0 ? [] : await tell(found.rows);
      rows.push(...told.filter((row) => row !== undefined));
      after = found.next;
      if (after === undefined || rows.length >= limit) break;
    }
    return { rows, ...(after !== undefined && { next: after }) };
  }

  /** Categories of what lives in a cycle, by the programme that it runs. @throws {Refusal} 404 */
  async categories(token: TokenGrant, cycle: string): Promise<readonly string[]> {
    const { definition } = await this.programme(token, cycle);
    return definition.subjects.map(({ category }) => category);
  }

  /** The programme that a cycle runs. @throws {Refusal} 404: no such cycle, or none to be seen. */
  async programme(token: TokenGrant, cycle: string): Promise<Programme> {
    const sight = await this.sights.needed(token, `cycle-${token.root}.${cycle}`);
    const { rules } = sight.folded.fields;
    return this.api.service.engine.ask(token.root, (context) => context.rules(String(rules)));
  }
}
