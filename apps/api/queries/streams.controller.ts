/** Subjects: as they stand or stood, what happened to them, and what may be done on them. */
import { Controller, Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { fieldListSchema } from '../../../libs/lifecycle/language/fields.js';
import { knownAbout } from '../../../libs/runtime/labels.js';
import { foldedAt } from '../../../libs/runtime/stream-history.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { Answer } from '../http/http-types.js';
import { Opening } from '../visibility/fact-presenter.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal, told } from '../http/refusal.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import { countSchema, factSchema, instantSchema, problemSchema, streamSchema } from '../http/schemas.js';
import { fieldsIn, Sights } from '../visibility/visibility.service.js';

const params = z.object({ stream: streamSchema });

const stateSchema = z
  .object({
    stream: streamSchema,
    rev: z.int(),
    at: z.string().meta({ description: 'When it last changed.' }),
    rules: z.string(),
    stage: z.string().optional().meta({ description: 'As far as it may be told.' }),
    fields: z.record(z.string(), z.unknown()).meta({ description: 'Control fields that may be seen.' }),
  })
  .meta({ id: 'Subject' });

const readStream = route({
  method: 'GET',
  path: '/v1/streams/:stream',
  access: 'token',
  tag: 'subjects',
  summary: 'A subject as it stands, or as it stood at an instant',
  params,
  query: z.strictObject({ at: instantSchema.optional() }),
  answer: stateSchema,
  problems: [404, 422, 503],
});

const readHistory = route({
  method: 'GET',
  path: '/v1/streams/:stream/history',
  access: 'token',
  tag: 'subjects',
  summary: 'What happened to a subject: the facts that may be seen, personal fields opened where they may be',
  params,
  query: z.strictObject({
    at: instantSchema.optional(),
    limit: countSchema(500, 100),
    cursor: z
      .string()
      .regex(/^[0-9]{1,15}$/)
      .transform(Number)
      .default(0)
      .meta({ description: 'The next page, as the page before it named it.' }),
  }),
  answer: z.object({ stream: streamSchema, facts: z.array(factSchema), next: z.string().optional() }),
  problems: [404, 422, 503],
});

const readCommands = route({
  method: 'GET',
  path: '/v1/streams/:stream/commands',
  access: 'token',
  tag: 'subjects',
  summary: 'What may be done on a subject, also on one that is not there yet, and why not',
  params,
  query: z.strictObject({ cycle: z.string().max(80).optional() }),
  answer: z.object({
    stream: streamSchema,
    commands: z.array(
      z.object({
        command: z.string(),
        cycle: z.string().optional(),
        allowed: z.boolean(),
        reason: problemSchema.pick({ reason: true, params: true, messages: true }).optional(),
        input: fieldListSchema,
        onBehalf: z.boolean(),
        signs: z.boolean(),
        delivers: z.unknown().optional(),
      }),
    ),
  }),
  problems: [404, 503],
});

class ReadStream extends Query<Answer> {
  constructor(
    readonly token: Token,
    readonly stream: string,
    readonly at: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadStream)
export class ReadStreamHandler implements IQueryHandler<ReadStream> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  async execute({ token, stream, at }: ReadStream): Promise<Answer> {
    const sight = await this.sights.needed(token, stream);
    const folded =
      at === undefined ? sight.folded : await foldedAt(this.api.store, stream, at, this.api.service.engine.published);
    if (!folded.chartState) throw new Refusal(404, 'notFound');
    const { rev, at: changed, rules } = folded;
    const stage = sight.stageTold(folded.chartState.stage);
    const fields = fieldsIn(sight, folded);
    return new Answer({ stream, rev, at: changed, rules, stage, fields }, { etag: `"${rev}"` });
  }
}

class ReadHistory extends Query<object> {
  constructor(
    readonly token: Token,
    readonly stream: string,
    readonly asked: Asked<typeof readHistory>['query'],
  ) {
    super();
  }
}

@QueryHandler(ReadHistory)
export class ReadHistoryHandler implements IQueryHandler<ReadHistory> {
  constructor(
    @Inject(Opening) private readonly opening: Opening,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  async execute({ token, stream, asked: { at, limit, cursor } }: ReadHistory): Promise<object> {
    const sight = await this.sights.needed(token, stream);
    const page = await this.opening.page(sight, stream, { from: cursor, limit, ...(at && { until: at }) });
    return { stream, ...page };
  }
}

class ReadCommands extends Query<object> {
  constructor(
    readonly token: Token,
    readonly stream: string,
    readonly cycle: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ReadCommands)
export class ReadCommandsHandler implements IQueryHandler<ReadCommands> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  async execute({ token, stream, cycle }: ReadCommands): Promise<object> {
    if (streamParts(stream).root !== token.root) throw new Refusal(404, 'notFound');
    const commands = await this.sights.allowed(token, stream, cycle);
    if (commands === undefined) throw new Refusal(404, 'notFound');
    const reasons = commands.flatMap(({ reason }) => reason ?? []);
    const known = await knownAbout(this.api, token.root, { stream, cycle }, reasons, this.api.zone);
    return {
      stream,
      commands: commands.map(({ reason, ...command }) => ({
        ...command,
        ...(reason && { reason: told(reason, known) }),
      })),
    };
  }
}

@Controller()
export class StreamsController {
  constructor(@Inject(QueryBus) private readonly bus: QueryBus) {}

  @Serves(readStream)
  stream(@Request(readStream) { token, params, query }: Asked<typeof readStream>) {
    return this.bus.execute(new ReadStream(token, params.stream, query.at));
  }

  @Serves(readHistory)
  history(@Request(readHistory) { token, params, query }: Asked<typeof readHistory>) {
    return this.bus.execute(new ReadHistory(token, params.stream, query));
  }

  @Serves(readCommands)
  commands(@Request(readCommands) { token, params, query }: Asked<typeof readCommands>) {
    return this.bus.execute(new ReadCommands(token, params.stream, query.cycle));
  }
}
