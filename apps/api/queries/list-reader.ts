/** Lists read from the views: which rows a token may see, how far the views have come, pages of visible rows. */
import { Inject, Injectable } from '@nestjs/common';
import type { Cursor } from '../../../libs/engine/ports/event-store.js';
import type { Programme } from '../../../libs/lifecycle/definition/compile-programme.js';
import { rowFilterFor } from '../../../libs/lifecycle/visibility/row-filter.js';
import { visibilityOf, type Visibility } from '../../../libs/lifecycle/visibility/visibility.js';
import type { ViewQueries } from '../../../libs/views/queries/view-queries.js';
import type { Page, PageRequest, VisibleRows } from '../../../libs/views/models/rows.js';
import type { Views } from '../../../libs/views/views.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import type { TokenGrant } from '../../../libs/runtime/tokens.js';
import type { ApiLimits } from '../http/api-parts.js';
import { HttpProblem } from '../http/http-problem.js';
import { LIMITS, VIEWS } from '../http/injection-tokens.js';
import { KnownCursors } from '../http/known-cursors.js';
import { VisibilityService } from '../visibility/visibility.service.js';

/** Pages of the views read to fill one page, at most. Hidden rows leave no gap, which would tell how many they are. */
const MAX_PAGES = 20;

@Injectable()
export class ListReader {
  constructor(
    private readonly service: CommandService,
    private readonly visibility: VisibilityService,
    private readonly cursors: KnownCursors,
    @Inject(VIEWS) private readonly views: Views,
    @Inject(LIMITS) private readonly limits: ApiLimits,
  ) {}

  /** The queries of the views, once these have reached `after`. @throws {HttpProblem} 503: not in time. @throws {BadCursor} */
  async queriesAt(after: Cursor | undefined): Promise<ViewQueries> {
    const { views, limits } = this;
    if (after !== undefined) {
      await this.cursors.check(after);
      if (!(await views.waitFor(after, limits.afterMs)))
        throw new HttpProblem(503, 'viewsBehind', {}, [], { 'retry-after': '1' });
    }
    return views.queries;
  }

  /** What of these categories may be listed. */
  listable(
    token: TokenGrant,
    wanted: readonly { readonly category: string; readonly cycle?: string | undefined }[],
  ): Promise<VisibleRows> {
    return this.service.ask(token.root, (context) =>
      wanted.map((each) => ({
        category: each.category,
        ...(each.cycle !== undefined && { cycle: each.cycle }),
        filter: rowFilterFor(token, each, context, this.visibility.carried).filter,
      })),
    );
  }

  /** What of a cycle's categories, or of one of them, may be listed. @throws {HttpProblem} 404 */
  async listableInCycle(token: TokenGrant, cycle: string, only?: string): Promise<VisibleRows> {
    const categories = await this.categoriesOf(token, cycle);
    const wanted = categories.filter((category) => only === undefined || category === only);
    return this.listable(
      token,
      wanted.map((category) => ({ category, cycle })),
    );
  }

  /** What may be seen of each of these streams, as they stand in the log. */
  visibilitiesOf(token: TokenGrant, streams: readonly string[]): Promise<readonly (Visibility | undefined)[]> {
    return this.service.ask(token.root, (context) => {
      context.readAll(streams);
      return streams.map((stream) => visibilityOf(token, stream, context, this.visibility.carried));
    });
  }

  /** Rows, each presented by what may be seen of its stream; undefined for one that may not be seen. */
  async presentVisible<Row, Presented>(
    token: TokenGrant,
    rows: readonly Row[],
    streamOf: (row: Row) => string,
    present: (row: Row, visibility: Visibility) => Presented | undefined,
  ): Promise<readonly (Presented | undefined)[]> {
    const visibilities = await this.visibilitiesOf(token, rows.map(streamOf));
    return rows.map((row, index) => {
      const visibility = visibilities[index];
      return visibility && present(row, visibility);
    });
  }

  /** A page of rows as `present` makes them; those it makes undefined are left out. */
  async readPage<Row, Presented>(
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
    read: (paged: PageRequest) => Promise<Page<Row>>,
    present: (rows: readonly Row[]) => Promise<readonly (Presented | undefined)[]>,
  ): Promise<{ readonly rows: readonly Presented[]; readonly next?: string }> {
    const rows: Presented[] = [];
    let after = cursor;
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const found = await read({ after, limit: limit - rows.length });
      const presented = found.rows.length === 0 ? [] : await present(found.rows);
      rows.push(...presented.filter((row) => row !== undefined));
      after = found.next;
      if (after === undefined || rows.length >= limit) break;
    }
    return { rows, ...(after !== undefined && { next: after }) };
  }

  /** Categories of what lives in a cycle, by the programme that it runs. @throws {HttpProblem} 404 */
  async categoriesOf(token: TokenGrant, cycle: string): Promise<readonly string[]> {
    const { definition } = await this.programmeOf(token, cycle);
    return definition.subjects.map(({ category }) => category);
  }

  /** The programme that a cycle runs. @throws {HttpProblem} 404: no such cycle, or none to be seen. */
  async programmeOf(token: TokenGrant, cycle: string): Promise<Programme> {
    const visibility = await this.visibility.require(token, `cycle-${token.root}.${cycle}`);
    const { rules } = visibility.folded.fields;
    return this.service.ask(token.root, (context) => context.rules(String(rules)));
  }
}
