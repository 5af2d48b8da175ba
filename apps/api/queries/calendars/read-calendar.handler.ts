import { Inject } from '@nestjs/common';
import { QueryHandler, Query, type IQueryHandler } from '@nestjs/cqrs';
import { streamParts, type EventStore } from '../../../../libs/engine/ports/event-store.js';
import { localDue } from '../../../../libs/lifecycle/messages/format-time.js';
import { knownIn } from '../../../../libs/lifecycle/messages/label-context.js';
import { wordFor } from '../../../../libs/lifecycle/messages/labels.js';
import type { Language } from '../../../../libs/lifecycle/messages/message.js';
import { calendarFeed, type FeedDeadline } from '../../../../libs/outside/calendar-feed/calendar-feed.js';
import { CommandService } from '../../../../libs/runtime/command-service.js';
import { nameOf } from '../../../../libs/runtime/labels.js';
import type { Token, Tokens } from '../../../../libs/runtime/tokens.js';
import { isGrantInForce } from '../../auth/grant-in-force.js';
import { HttpProblem } from '../../http/http-problem.js';
import { STORE, TOKENS, ZONE } from '../../http/injection-tokens.js';
import { HttpResponse } from '../../http/response.interceptor.js';
import { ListReader } from '../list-reader.js';
import { presentRows, presentWorkRow } from '../worklist/present-rows.js';

export class ReadCalendar extends Query<HttpResponse> {
  constructor(
    readonly text: string,
    readonly language: Language,
  ) {
    super();
  }
}

/** More deadlines than anybody's calendar shows. */
const MAX_DEADLINES = 2_000;
const PAGE = 500;

type Deadline = Pick<FeedDeadline, 'stream' | 'deadline' | 'lateFrom'>;

@QueryHandler(ReadCalendar)
export class ReadCalendarHandler implements IQueryHandler<ReadCalendar> {
  constructor(
    private readonly service: CommandService,
    private readonly lists: ListReader,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(TOKENS) private readonly tokens: Tokens,
    @Inject(ZONE) private readonly zone: string,
  ) {}

  async execute({ text, language }: ReadCalendar): Promise<HttpResponse> {
    const { service, store, tokens } = this;
    const token = await tokens.find(text);
    // Whoever tries addresses is not told whether a token is unknown, revoked or of another kind.
    if (token?.kind !== 'calendar' || !(await isGrantInForce(service, token))) throw new HttpProblem(404, 'notFound');
    const deadlines: FeedDeadline[] = [];
    const queries = await this.lists.queriesAt(undefined);
    const { rows } = await queries.cycles({ root: token.root, shown: { anywhere: true }, limit: 500 });
    for (const { cycle } of rows.filter(({ closed }) => !closed)) {
      const found = await this.findDeadlines(token, cycle, MAX_DEADLINES - deadlines.length);
      deadlines.push(...(await this.describe(token.root, cycle, found, language)));
    }
    const name = (await nameOf(store, `unit-${token.root}.${token.unit}`)) ?? token.unit;
    const mediaType = 'text/calendar; charset=utf-8';
    return new HttpResponse(calendarFeed({ name }, deadlines, language), { 'content-type': mediaType });
  }

  /** Deadlines of the cycle for the unit and those below it, whatever role has to act, that the token may see. */
  private async findDeadlines(token: Token, cycle: string, limit: number): Promise<readonly Deadline[]> {
    const queries = await this.lists.queriesAt(undefined);
    const shown = await this.lists.listableInCycle(token, cycle);
    const { root } = token;
    const { rows } = await this.lists.readPage(
      { limit },
      (paged) => queries.obligations({ root, cycle, shown, ...paged, limit: Math.min(paged.limit ?? PAGE, PAGE) }),
      (found) => presentRows(this.lists, token, found, presentWorkRow),
    );
    return rows.flatMap(({ stream, deadline, lateFrom }) =>
      deadline === undefined || lateFrom === undefined ? [] : [{ stream, deadline, lateFrom }],
    );
  }

  private describe(
    root: string,
    id: string,
    deadlines: readonly Deadline[],
    language: Language,
  ): Promise<FeedDeadline[]> {
    return this.service.ask(root, (decision) => {
      const cycle = decision.read(`cycle-${root}.${id}`);
      const known = knownIn(decision, { cycle: id }, this.zone);
      return deadlines.map(({ stream, deadline, lateFrom }) => {
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
