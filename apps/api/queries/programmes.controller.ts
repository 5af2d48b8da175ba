/** Programmes: what runs cycles. Published once, never changed. */
import { Controller, Inject } from '@nestjs/common';
import { CommandBus, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { NotCanonical } from '../../../libs/engine/canonical/canonical-json.js';
import { canonicalHash } from '../../../libs/engine/canonical/digest.js';
import { HASH_DIGITS } from '../../../libs/lifecycle/definition/published-key.js';
import { commandOf } from '../commands/commands.controller.js';
import { Lists, pagedQuery, pageOf, Reading } from './lists.js';
import { API, type Api } from '../http/api-parts.js';
import { Refusal } from '../http/refusal.js';
import { Request, route, Serves, type Asked } from '../http/route.js';
import { keyHeaders, outcomeSchema } from '../http/schemas.js';
import { Sights } from '../visibility/visibility.service.js';

const row = z
  .object({
    id: z.string().meta({ description: 'As a cycle names it when it is opened.' }),
    slug: z.string(),
    edition: z.string(),
    rules: z.string(),
    texts: z.string(),
  })
  .meta({ id: 'Programme' });

const publishProgramme = route({
  method: 'POST',
  path: '/v1/programmes',
  access: 'command',
  tag: 'programmes',
  summary: 'Publishes a definition, with its texts',
  headers: keyHeaders,
  body: z.strictObject({ definition: z.looseObject({ texts: z.looseObject({}) }) }),
  bodyBytes: 1024 * 1024,
  answer: outcomeSchema,
  problems: [403, 409, 413, 415, 422, 503],
});

const readProgrammes = route({
  method: 'GET',
  path: '/v1/programmes',
  access: 'token',
  tag: 'programmes',
  summary: 'Published programmes',
  query: z.strictObject(pagedQuery),
  answer: pageOf(row),
  problems: [422, 503],
});

const readProgramme = route({
  method: 'GET',
  path: '/v1/programmes/:id',
  access: 'token',
  tag: 'programmes',
  summary: 'A programme as it was published, with its newest texts',
  params: z.object({ id: z.string().regex(/^[0-9a-f]{16,64}$/) }),
  answer: row.extend({ definition: z.record(z.string(), z.unknown()) }),
  problems: [404, 503],
});

class ReadProgrammes extends Reading<typeof readProgrammes> {}

@QueryHandler(ReadProgrammes)
export class ReadProgrammesHandler implements IQueryHandler<ReadProgrammes> {
  constructor(@Inject(Lists) private readonly lists: Lists) {}

  async execute({ asked: { token, query } }: ReadProgrammes): Promise<object> {
    const queries = await this.lists.reached(query.after);
    return this.lists.page(
      query,
      (paged) => queries.programmes({ root: token.root, ...paged }),
      (rows) =>
        this.lists.seen(
          token,
          rows,
          ({ id }) => `programme-${token.root}.${id}`,
          (row) => row,
        ),
    );
  }
}

class ReadProgramme extends Reading<typeof readProgramme> {}

@QueryHandler(ReadProgramme)
export class ReadProgrammeHandler implements IQueryHandler<ReadProgramme> {
  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Sights) private readonly sights: Sights,
  ) {}

  async execute({ asked: { token, params } }: ReadProgramme): Promise<object> {
    const sight = await this.sights.needed(token, `programme-${token.root}.${params.id}`);
    const { slug, edition, rules, texts } = sight.folded.fields as Readonly<Record<string, string>>;
    const definition = await this.api.service.engine.ask(token.root, (context) => ({
      ...(context.published(rules ?? '') as object),
      texts: context.published(texts ?? ''),
    }));
    return { id: params.id, slug, edition, rules, texts, definition };
  }
}

@Controller()
export class ProgrammesController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Serves(publishProgramme)
  publish(@Request(publishProgramme) asked: Asked<typeof publishProgramme>) {
    const { texts, ...rules } = asked.body.definition;
    const target = { key: { hash: idOf(rules) } };
    const said = { name: 'publishProgramme', target, input: { definition: rules, texts } };
    // The texts are a member of what was sent, and beside it in the command.
    const inBody = (pointer: string): string => (/^\/texts(\/|$)/.test(pointer) ? `/definition${pointer}` : pointer);
    return this.commands.execute(commandOf(asked, said, inBody));
  }

  @Serves(readProgrammes)
  programmes(@Request(readProgrammes) asked: Asked<typeof readProgrammes>) {
    return this.queries.execute(new ReadProgrammes(asked));
  }

  @Serves(readProgramme)
  programme(@Request(readProgramme) asked: Asked<typeof readProgramme>) {
    return this.queries.execute(new ReadProgramme(asked));
  }
}

/** What cannot be written in one way only has no hash. */
function idOf(rules: object): string {
  try {
    return canonicalHash(rules).slice(0, HASH_DIGITS);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    const reason = error.message.startsWith('text ') ? 'textNotNormal' : 'malformed';
    throw new Refusal(422, 'malformed', {}, [{ in: 'body', pointer: `/definition${error.pointer}`, reason }]);
  }
}
