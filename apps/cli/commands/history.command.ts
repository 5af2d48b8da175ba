/** `history <stream> [--at INSTANT]`: what happened, who entered it, and where it led. Personal fields are withheld. */
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Json } from '../../../libs/engine/canonical/canonical-json.js';
import type { By, Envelope } from '../../../libs/engine/envelope/envelope.js';
import { stateHash, type StreamState } from '../../../libs/engine/fold/fold.js';
import { streamParts, type EventStore } from '../../../libs/engine/ports/event-store.js';
import { knownIn } from '../../../libs/lifecycle/messages/label-context.js';
import { instantInWords, localTime } from '../../../libs/lifecycle/messages/format-time.js';
import { textAt, wordFor, type Known } from '../../../libs/lifecycle/messages/labels.js';
import { unsealAll } from '../../../libs/sealing/crypto/seal-fields.js';
import { askLog, factsOf, foldedAt } from '../../../libs/runtime/stream-history.js';
import {
  CliQuery,
  INVOCATION,
  refusal,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import type { Language, Say } from '../i18n/messages.js';
import { OpenedLog } from '../invocation/opened-log.js';
import { alignColumns } from '../output/align-columns.js';
import { parseInstant } from '../options/instant.js';
import { checkStreamName } from '../options/stream-name.js';

export class ShowHistory extends CliQuery {
  constructor(
    readonly stream: string,
    readonly at: string | undefined,
    readonly withData: boolean,
  ) {
    super();
  }
}

@QueryHandler(ShowHistory)
export class ShowHistoryHandler implements IQueryHandler<ShowHistory> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ stream, at, withData }: ShowHistory): Promise<Answer> {
    const { say, language } = this.invocation;
    checkStreamName(stream);
    const until = at === undefined ? undefined : parseInstant(at);
    const log = await this.opened.log();
    const { root } = streamParts(stream);
    const zone = await this.opened.zone(log, root);
    const found = await readPast(log.store, stream, until);
    if (found.facts.length === 0) {
      if (until === undefined) throw refusal('stream.absent', { stream });
      throw refusal('stream.absentThen', { stream, at: instantInWords(language, until, zone) });
    }
    const { rules } = found.folded;
    const known = await askLog(log.store, root, (decision) => knownIn(decision, { stream, rules }, zone));
    const lines = formatHistory(found, until, { say, language, known, withData });
    return { json: { ...found.json, at: until ?? null }, lines };
  }
}

/** A stream's facts, and what they come to. */
interface Past {
  readonly facts: readonly Envelope[];
  readonly folded: StreamState;
  readonly json: { readonly stream: string; readonly state: object | null; readonly facts: readonly object[] };
}

/** The past of a stream, up to an instant (UTC, milliseconds) or its end, as whoever has no right to see it may. */
async function readPast(store: EventStore, stream: string, until?: string): Promise<Past> {
  const stored = await factsOf(store, stream, until === undefined ? {} : { until });
  const facts = await Promise.all(
    stored.map(async ({ envelope }): Promise<Envelope> => ({ ...envelope, data: await withholdPersonal(envelope) })),
  );
  const folded = await foldedAt(store, stream, facts.at(-1)?.at ?? until);
  const { chartState: standing, fields, rev, rules } = folded;
  const state = standing && {
    rev,
    rules,
    stage: standing.stage,
    value: standing.value,
    history: standing.history,
    fields,
    hash: stateHash(standing, fields),
  };
  return { facts, folded, json: { stream, state: state ?? null, facts } };
}

async function withholdPersonal({ data, id }: Envelope): Promise<Envelope['data']> {
  const keys = { get: () => Promise.resolve(undefined) };
  return (await unsealAll(data, { factId: id, keys, may: () => false })) as { [name: string]: Json };
}

interface HistoryContext {
  readonly say: Say;
  readonly language: Language;
  readonly known: Known;
  readonly withData: boolean;
}

function formatHistory({ facts, folded }: Past, until: string | undefined, telling: HistoryContext): string[] {
  const { say, language, known, withData } = telling;
  const { stream } = folded;
  const { zone } = known;
  const stageOf = (stage: string): string => withLabel(stage, wordFor('stage', language, stage, known));
  const rows = facts.map((fact) => [
    String(fact.rev),
    formatInstant(fact.at, zone),
    withLabel(fact.type, textAt(language, [`fact.${fact.type}`], known)),
    formatActor(fact.by, say),
    `→ ${stageOf(fact.stage)}`,
    [
      ...(fact.on === undefined ? [] : [say('history.onPaper', { on: fact.on })]),
      ...(fact.for === undefined ? [] : [say('history.for', { stream: fact.for.stream })]),
    ].join(' '),
  ]);
  const state = folded.chartState && {
    rev: folded.rev,
    stage: stageOf(folded.chartState.stage),
  };
  const told =
    state &&
    (until === undefined
      ? say('history.stateNow', state)
      : say('history.state', { at: instantInWords(language, until, zone), ...state }));
  return [
    say('history.title', { stream, facts: facts.length, zone }),
    ...alignColumns(rows).flatMap((line, index) =>
      withData ? [line, `    ${JSON.stringify(facts[index]?.data)}`] : [line],
    ),
    ...(told === undefined ? [] : [told]),
    ...(withData ? [say('history.fields', { fields: JSON.stringify(folded.fields) })] : []),
  ];
}

function formatInstant(instant: string, zone: string): string {
  const { date, time } = localTime(instant, zone);
  return `${date} ${time}`;
}

function withLabel(name: string, label: string | undefined): string {
  return label === undefined ? name : `${name} ${label}`;
}

function formatActor(by: By, say: Say): string {
  if ('role' in by) return `${by.role}@${by.unit}`;
  return 'system' in by ? say('history.by.system', { system: by.system }) : say('history.by.anonymous');
}

export const history: CommandDeclaration = {
  handlers: [ShowHistoryHandler],
  declare(program, { say, dispatch }) {
    program
      .command('history')
      .description(say('help.history'))
      .argument('<stream>', say('help.history.stream'))
      .option('--at <instant>', say('help.history.at'))
      .option('--data', say('help.history.data'))
      .action((stream: string, { at, data }: { at?: string; data?: boolean }) =>
        dispatch(new ShowHistory(stream, at, data ?? false)),
      );
  },
};
