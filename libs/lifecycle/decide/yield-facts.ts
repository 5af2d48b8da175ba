/** What a command yields: facts with every uncertain input resolved, and what must still stand when they are written. */
import type { Json } from '../../engine/canonical/canonical-json.js';
import type { Accepted, Proposal } from '../../engine/decide/verdict.js';
import type { StreamState } from '../../engine/fold/fold.js';
import { ABSENT, streamParts } from '../../engine/ports/event-store.js';
import { type CommandContext, stagesOf } from '../vocabulary/command-context.js';
import { subjectOf } from '../definition/subject-streams.js';
import type { CommandDefinition } from '../definition/definition.js';
import { evaluate } from '../vocabulary/evaluate.js';
import { at, holds } from '../language/paths.js';
import { personalPlaces } from '../forms/personal-fields.js';

type Yield = CommandDefinition['yields'][number];

/** The later of the clock and the last fact of each stream that is written. */
export function logTime(context: CommandContext): string {
  const written = [context.primary, ...dueYields(context).flatMap(({ on }) => aliasFolded(context, on).slice(0, 1))];
  return written.reduce((latest, folded) => (folded.at > latest ? folded.at : latest), context.decision.clock);
}

function aliasFolded(context: CommandContext, alias: string): readonly StreamState[] {
  if (alias === 'self') return [context.primary];
  if (alias === 'cycle') return context.cycle ? [context.cycle] : [];
  return context.aliases.get(alias)?.folded ?? [];
}

function dueYields(context: CommandContext): Yield[] {
  const stages = stagesOf(context);
  return context.ready.definition.yields.filter(({ when }) => when === undefined || holds(when, context.scope, stages));
}

export function accepted(context: CommandContext, first: readonly Proposal[]): Accepted {
  const { ready, primary, cycle, relied, aliases } = context;
  const due = dueYields(context);
  const proposals = [...first, ...due.map((each) => propose(context, each))];
  if (!proposals.some(({ stream }) => stream === primary.stream))
    throw new Error(`${ready.name} writes nothing to its own subject`);
  const checks = new Set(relied);
  if (cycle) checks.add(cycle.stream);
  for (const alias of aliases.values()) if (alias.check) for (const folded of alias.folded) checks.add(folded.stream);
  if (primary.rev === ABSENT) checks.delete(primary.stream);
  const { secret } = ready.definition;
  const closes = Object.values(context.programme.definition.ballots).some(({ closed }) =>
    due.some(({ fact }) => fact === closed),
  );
  return {
    kind: 'accepted',
    at: context.at,
    proposals,
    checks: [...checks],
    ...(secret === undefined ? {} : { vote: { ballot: primary.stream, choice: context.input[secret] as Json } }),
    ...(closes ? { closes: primary.stream } : {}),
  };
}

function propose(context: CommandContext, yielded: Yield): Proposal {
  const { ready, programme, platform, cycle } = context;
  const target = aliasFolded(context, yielded.on)[0];
  if (!target) throw new Error(`${ready.name} yields on ${yielded.on}, which it does not read`);
  const found = subjectOf(programme, platform, streamParts(target.stream).category);
  // A stream under other rules keeps its own: a command may write under two editions.
  const rules = yielded.on === 'self' ? found?.rules : (target.rules ?? found?.rules);
  const subject =
    rules === undefined
      ? undefined
      : (context.decision.rules(rules).subject(streamParts(target.stream).category) ?? found?.subject);
  const fact = subject?.definition.facts[yielded.fact];
  if (!subject || !fact || rules === undefined)
    throw new Error(`${streamParts(target.stream).category} has no fact ${yielded.fact}`);
  const data = dataOf(context, yielded, Object.keys(fact.fields));
  const parsed = subject.data.get(yielded.fact)?.safeParse(data);
  if (!parsed?.success)
    throw new Error(`${ready.name} yields a ${yielded.fact} that does not hold: ${parsed?.error.message ?? ''}`);
  const known = knownPersons(context, target);
  const forms = context.decision.rules(rules).definition.forms;
  const personal = personalPlaces(fact.fields, data, target.stream, known, forms);
  const texts = cycle?.fields['texts'];
  const calendar = computesDue(yielded)
    ? ((cycle ?? context.primary).fields['calendar'] ?? at(context.scope, 'calendar.hash'))
    : undefined;
  return {
    stream: target.stream,
    type: yielded.fact,
    tv: 1,
    rules,
    ...(ready.definition.signs && typeof texts === 'string' ? { texts } : {}),
    ...(typeof calendar === 'string' ? { calendar } : {}),
    data: data as { [name: string]: Json },
    ...personal,
    ...(yielded.anonymous ? { anonymous: true } : {}),
  };
}

/** Persons who have an id, by their part in the form; without those whose part somebody else has taken over. */
function knownPersons({ command }: CommandContext, target: StreamState): Readonly<Record<string, unknown>> {
  const persons = (target.fields['persons'] ?? {}) as Readonly<Record<string, unknown>>;
  const { newPersons = [] } = command;
  return Object.fromEntries(Object.entries(persons).filter(([part]) => !newPersons.includes(part)));
}

/** A due time is resolved here, so the fact names the calendar that was in force. */
function computesDue(yielded: Yield): boolean {
  return Object.values(yielded.data ?? {}).some(
    (each) => 'due' in each || 'instant' in each || ('edition' in each && each.edition === 'deadlines'),
  );
}

/** What has the same name in the input, and what the command says besides. */
function dataOf(context: CommandContext, yielded: Yield, fields: readonly string[]): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const secret = context.ready.definition.secret;
  for (const name of fields) {
    const expression = yielded.data?.[name];
    const value = expression ? evaluate(expression, context) : name === secret ? undefined : context.input[name];
    if (value !== undefined) data[name] = value;
  }
  return data;
}
