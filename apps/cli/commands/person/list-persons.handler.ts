/** `person list <stream>`: whose personal fields stand in a stream, by id and place in the form. Opens none of them. */
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { decodeEnvelope } from '../../../../libs/engine/envelope/envelope.js';
import { streamParts, type EventStore } from '../../../../libs/engine/ports/event-store.js';
import { instantInWords } from '../../../../libs/lifecycle/messages/format-time.js';
import { CliQuery, INVOCATION, refusal, type Answer, type Invocation } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { checkStreamName } from '../../options/stream-name.js';

export class ListPersons extends CliQuery {
  constructor(readonly stream: string) {
    super();
  }
}

/** A person as a fact brought them in: nothing says that two of them are the same human being. */
interface Listed {
  readonly person: string;
  /** The part the person has in the form, as `head`; for a row of a table, with the row. */
  readonly part: string;
  /** The fact that first names the person. */
  readonly rev: number;
  readonly type: string;
  readonly at: string;
  readonly erased: boolean;
}

const personsSchema = z.array(z.object({ part: z.string(), id: z.string() }));

@QueryHandler(ListPersons)
export class ListPersonsHandler implements IQueryHandler<ListPersons> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ stream }: ListPersons): Promise<Answer> {
    const { say, language } = this.invocation;
    checkStreamName(stream);
    const log = await this.opened.log();
    const persons = await personsOf(log.store, stream);
    if (persons === undefined) throw refusal('stream.absent', { stream });
    const zone = await this.opened.zone(log, streamParts(stream).root);
    return {
      json: { stream, persons },
      lines:
        persons.length === 0
          ? [say('person.none', { stream })]
          : persons.map(({ erased, rev, at, ...person }) =>
              say(erased ? 'person.lineErased' : 'person.line', {
                rev: String(rev),
                at: instantInWords(language, at, zone),
                ...person,
              }),
            ),
    };
  }
}

/** Also those whom a later form no longer names: their fields still stand in the log. Undefined for a stream that is not there. */
async function personsOf(store: EventStore, stream: string): Promise<Listed[] | undefined> {
  const { root } = streamParts(stream);
  const listed: Listed[] = [];
  let facts = 0;
  for await (const { bytes, rev, type, at } of store.readStream(stream)) {
    facts += 1;
    const named = personsSchema.safeParse(decodeEnvelope(bytes).data['persons']);
    for (const { part, id: person } of named.data ?? []) {
      listed.push({ person, part, rev, type, at, erased: await isErased(store, `person-${root}.${person}`) });
    }
  }
  return facts === 0 ? undefined : listed;
}

async function isErased(store: EventStore, stream: string): Promise<boolean> {
  for await (const { type } of store.readStream(stream)) if (type === 'personErased') return true;
  return false;
}
