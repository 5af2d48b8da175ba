/** A unit's deadlines, for people's own calendars: whoever knows the address reads them, until it is revoked. */
import { Controller, Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { knownIn } from '../../../libs/lifecycle/messages/label-context.js';
import { localDue } from '../../../libs/lifecycle/messages/format-time.js';
import type { Language } from '../../../libs/lifecycle/messages/message.js';
import { wordFor } from '../../../libs/lifecycle/messages/labels.js';
import { calendarFeed, type FeedDeadline } from '../../../libs/outside/calendar-feed/calendar-feed.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { nameOf } from '../../../libs/runtime/labels.js';
import { standingGrant } from '../auth/standing-grant.js';
import { TextAnswer } from '../http/http-types.js';
import { Lists } from './lists.js';
import { told, workTold } from './worklist-rows.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal } from '../http/refusal.js';
import { Request, route, Serves, type Asked } from '../http/route.js';

const readCalendar = route({
  method: 'GET',
  path: '/calendars/:file',
  access: 'calendar',
  tag: 'what is owed',
  summary: 'Deadlines as iCalendar; the address holds a calendar token',
  params: z.object({ file: z.string().regex(/^hth_[\w-]{1,200}\.ics$/) }),
  query: z.strictObject({ lang: z.enum(['zh', 'en']).optional() }),
  answer: { mediaType: 'text/calendar' },
  problems: [404, 503],
});

/** More than anybody's calendar shows. */
const MOST = 2_000;
const PAGE = 500;

type Owed = Pick<FeedDeadline, 'stream' | 'deadline' | 'lateFrom'>;

class ReadCalendar extends Query<TextAnswer> {
  constructor(
    readonly text: string,
    readonly language: Language,
  ) {
    super();
  }
}

@QueryHandler(ReadCalendar)
export class ReadCalendarHandler implements IQueryHandler<ReadCalendar> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Lists) private readonly lists: Lists,
  ) {}

  async execute({ text, language }: ReadCalendar): Promise<TextAnswer> {
    const { service, store, tokens } = this.api;
    const token = await tokens.find(text);
    // Revoked, unknown, of another kind: all the same to whoever tries addresses.
    if (token?.kind !== 'calendar' || !(await standingGrant(service, token))) throw new Refusal(404, 'notFound');
    const deadlines: FeedDeadline[] = [];
    const queries = await this.lists.reached(undefined);
    const { rows } = await queries.cycles({ root: token.root, shown: { anywhere: true }, limit: 500 });
    for (const { cycle } of rows.filter(({ closed }) => !closed)) {
      const owed = await this.owed(token, cycle, MOST - deadlines.length);
      deadlines.push(...(await this.told(token.root, cycle, owed, language)));
    }
    const name = (await nameOf(store, `unit-${token.root}.${token.unit}`)) ?? token.unit;
    return new TextAnswer(calendarFeed({ name }, deadlines, language), 'text/calendar; charset=utf-8');
  }

  /** What is owed in this cycle by the unit and those below it, whoever has to act, of what the token may see. */
  private async owed(token: Token, cycle: string, limit: number): Promise<readonly Owed[]> {
    const queries = await this.lists.reached(undefined);
    const shown = await this.lists.shownIn(token, cycle);
    const { root } = token;
    const { rows } = await this.lists.page(
      { limit },
      (paged) => queries.obligations({ root, cycle, shown, ...paged, limit: Math.min(paged.limit ?? PAGE, PAGE) }),
      (found) => told(this.lists, token, found, workTold),
    );
    return rows.flatMap(({ stream, deadline, lateFrom }) =>
      deadline === undefined || lateFrom === undefined ? [] : [{ stream, deadline, lateFrom }],
    );
  }

  private told(root: string, id: string, owed: readonly Owed[], language: Language): Promise<FeedDeadline[]> {
    return this.api.service.engine.ask(root, (decision) => {
      const cycle = decision.read(`cycle-${root}.${id}`);
      const known = knownIn(decision, { cycle: id }, this.api.zone);
      return owed.map(({ stream, deadline, lateFrom }) => {
        const { category, id: about } = streamParts(stream);
        const title = wordFor('deadline', language, deadline, known) ?? deadline;
        const subject = wordFor('subject', language, category, known) ?? category;
        return {
          stream,
          deadline,
          lateFrom,
          due: localDue(lateFrom, known.zone),
          title,
          about: `${subject} ${about}`,
          sequence: cycle.rev,
          updated: cycle.at,
        };
      });
    });
  }
}

@Controller()
export class CalendarsController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readCalendar)
  calendar(@Request(readCalendar) { params, query, language }: Asked<typeof readCalendar>) {
    return this.bus.execute(new ReadCalendar(params.file.slice(0, -'.ics'.length), query.lang ?? language));
  }
}
