/**
 * From a command to facts, or to a reason why not. Pure: everything it knows comes from the world passed in.
 *
 * In order: the rules that govern it, the thing it is about, its input, the role, what it reads, where the role reaches,
 * the stage, lateness, guards; then what it yields.
 */
import type { Json } from '../engine/canonical.js';
import type { Accepted, Command, Proposal, Verdict } from '../engine/command.js';
import type { Decider } from '../engine/execute.js';
import { ReplayFault, RULES_ADOPTED, step, type Folded } from '../engine/fold.js';
import type { Rejection } from '../engine/rejection.js';
import { ABSENT, STREAM_NAME, streamParts } from '../engine/store.js';
import type { World } from '../engine/world.js';
import {
  type Alias,
  type Context,
  keyOf,
  refuse,
  Refused,
  scopeOf,
  stagesOf,
  stands,
  streamOf,
  subjectOf,
} from './context.js';
import { judgeLateness } from './delivery.js';
import type { CommandDefinition } from './definition.js';
import { evaluate } from './expressions.js';
import { problemsOf } from './forms.js';
import { type Guards, runGuards } from './guards.js';
import { at, holds } from './paths.js';
import { checkRole, checkWhere } from './policy.js';
import type { Programme, ReadyCommand, Subject } from './programme.js';
import { personalPlaces } from './sealed-places.js';

/** Roots that have not been founded yet are decided by the platform's definition that the software carries. */
export function decider(carried: Programme, guards: Guards): Decider {
  return {
    address: (command, world) => {
      try {
        const found = addressOf(command, world, carried);
        return { stream: found.stream, secret: found.ready.definition.secret };
      } catch (error) {
        if (error instanceof Refused) return error.rejection satisfies Rejection;
        throw error;
      }
    },
    decide: (command, world) => {
      try {
        return decide(addressOf(command, world, carried), command, world, guards);
      } catch (error) {
        if (error instanceof Refused) return { kind: 'rejected', rejection: error.rejection };
        throw error;
      }
    },
  };
}

interface Address {
  readonly programme: Programme;
  readonly platform: Programme;
  readonly ready: ReadyCommand;
  readonly subject: Subject;
  readonly rules: string;
  readonly stream: string;
  readonly cycle: Folded | undefined;
}

/** The platform's rules in force for a root. */
export function platformOf(world: World, carried: Programme): Programme {
  const founded = world.read(`platform-${world.root}.root`).fields['rules'];
  return typeof founded === 'string' ? (world.rules(founded) as Programme) : carried;
}

function addressOf(command: Command, world: World, carried: Programme): Address {
  const platform = platformOf(world, carried);
  const cycle = command.cycle === undefined ? undefined : cycleOf(command, world, platform);
  const programme = cycle ? (world.rules(String(cycle.fields['rules'])) as Programme) : platform;
  const ready = programme.commands.get(command.name);
  if (!ready) return refuse('commandUnknown', { command: command.name });
  const found = subjectOf(programme, platform, ready.definition.on);
  if (!found) throw new Error(`${programme.slug} has no subject ${ready.definition.on}`);
  return { programme, platform, ready, ...found, stream: targetOf(command, found.subject), cycle };
}

function cycleOf(command: Command, world: World, platform: Programme): Folded {
  const subject = platform.subject('cycle') as Subject;
  const cycle = world.read(streamOf(subject, command.root, undefined, { cycle: command.cycle }));
  return cycle.standing ? cycle : refuse('notFound', { what: 'cycle' });
}

function targetOf({ target, root, cycle }: Command, subject: Subject): string {
  if ('key' in target) return streamOf(subject, root, cycle, { cycle, ...target.key });
  const parts = /^([a-z][a-z0-9]*)-([a-z0-9-]+)\.(.+)$/.exec(target.stream);
  if (!parts || parts[1] !== subject.category || parts[2] !== root)
    return refuse('notFound', { what: subject.category });
  const ids = (parts[3] as string).split('.');
  const own = subject.definition.lives === 'cycle';
  const wanted = subject.definition.key.length + (own ? 1 : 0);
  if ((subject.definition.dotted ? ids.length < wanted : ids.length !== wanted) || (own && ids[0] !== cycle)) {
    return refuse('notFound', { what: subject.category });
  }
  return target.stream;
}

function decide(address: Address, command: Command, world: World, guards: Guards): Verdict {
  const { ready, programme, platform, subject, cycle } = address;
  const before = world.read(address.stream);
  checkCycle(ready.definition, subject, cycle);
  const parsed = ready.input.safeParse(command.input);
  if (!parsed.success) return refuse('malformed', {}, problemsOf(parsed.error));
  const adoption = adopt(address, before, world);
  const parts: Omit<Context, 'scope'> = {
    world,
    command,
    programme,
    platform,
    ready,
    subject,
    primary: adoption ? adoption.adopted : before,
    cycle,
    input: parsed.data,
    aliases: new Map(),
    relied: new Set(),
    at: world.clock,
    late: false,
  };
  checkRole(parts);
  checkStage(ready, parts.primary);
  const context = withReads(parts);
  checkWhere(context);
  context.at = logTime(context);
  judgeLateness(context);
  runGuards(guards, context);
  return accepted(context, adoption ? [adoption.proposal] : []);
}

function checkCycle(definition: CommandDefinition, subject: Subject, cycle: Folded | undefined): void {
  // A command on the cycle itself names the cycle's stages as its own.
  if (!cycle || subject.category === 'cycle') return;
  const stages = definition.cycleStages ?? ['open'];
  if (!stages.some((stage) => stands(cycle, stage)))
    refuse('cycleForbids', { stage: cycle.standing?.stage ?? 'absent' });
}

function checkStage(ready: ReadyCommand, primary: Folded): void {
  const { stages } = ready.definition;
  if (stages.some((stage) => stands(primary, stage))) return;
  if (!primary.standing) refuse('notFound', { what: streamParts(primary.stream).category });
  if (stages.every((stage) => stage === 'absent'))
    refuse('alreadyExists', { what: streamParts(primary.stream).category });
  refuse('stageForbids', { command: ready.name, stage: primary.standing?.stage ?? 'absent' });
}

/** A subject that outlived its cycle is carried over to this one's rules before anything else happens to it. */
function adopt(
  { rules, stream }: Address,
  before: Folded,
  world: World,
): { adopted: Folded; proposal: Proposal } | undefined {
  if (before.rules === undefined || before.rules === rules) return undefined;
  // Loaded now, because the maps name the old edition.
  world.rules(before.rules);
  const fact = {
    id: '',
    stream,
    at: world.clock,
    by: { system: '' },
    data: {},
    type: RULES_ADOPTED,
    rev: before.rev + 1,
    rules,
  };
  try {
    const led = step(before, fact, (hash) => world.rules(hash));
    const proposal = {
      stream,
      type: RULES_ADOPTED,
      tv: 1,
      rules,
      data: { from: before.rules },
      places: [],
      persons: [],
    };
    return { adopted: { ...before, rules, ...led }, proposal };
  } catch (error) {
    if (error instanceof ReplayFault) return refuse('noWayFromOldRules', { stage: before.standing?.stage ?? 'absent' });
    throw error;
  }
}

/** Reads what the command names, each after those before it, since a key may come from what was read. */
function withReads(parts: Omit<Context, 'scope'>): Context {
  const context: Context = {
    ...parts,
    get scope() {
      return scope;
    },
  };
  let scope = scopeOf(parts);
  for (const [name, read] of parts.ready.reads) {
    const found = subjectOf(parts.programme, parts.platform, read.subject);
    if (!found) throw new Error(`no subject ${read.subject}`);
    const members = read.each === undefined ? [undefined] : membersAt(at(scope, read.each));
    const streams = members.map((item) => {
      if (item !== undefined && item.includes('-') && item.startsWith(`${read.subject}-`) && item.includes('.'))
        return memberStream(item, found.subject, parts);
      const inner: Context = { ...context, scope: item === undefined ? scope : { ...scope, item } };
      const key = Object.fromEntries(
        Object.entries(read.key).map(([part, expression]) => [part, evaluate(expression, inner)]),
      );
      const cycle = read.cycle ? evaluate(read.cycle, inner) : parts.command.cycle;
      return streamOf(found.subject, parts.command.root, typeof cycle === 'string' ? cycle : undefined, key);
    });
    const folded = parts.world.readAll(streams);
    const missing = folded.find((each) => !each.standing);
    if (missing && !read.optional) refuse('notFound', { what: read.subject });
    const alias: Alias = { many: read.each !== undefined, folded, check: read.check ?? true };
    parts.aliases.set(name, alias);
    scope = scopeOf(parts);
  }
  return context;
}

/** A stream that stands in a set, or was named in the input. No command reaches into another federation or cycle. */
function memberStream(stream: string, subject: Subject, { command, cycle }: Omit<Context, 'scope'>): string {
  const { category } = subject;
  if (!STREAM_NAME.test(stream) || streamParts(stream).root !== command.root)
    return refuse('notFound', { what: category });
  const key = keyOf(subject, stream);
  const elsewhere = subject.definition.lives === 'cycle' && cycle !== undefined && key['cycle'] !== command.cycle;
  return elsewhere ? refuse('notFound', { what: category }) : stream;
}

function membersAt(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'string' ? [each] : membersAt(each)));
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** The later of the clock and the last fact of each stream that is written. */
function logTime(context: Context): string {
  const written = [context.primary, ...dueYields(context).flatMap(({ on }) => aliasFolded(context, on).slice(0, 1))];
  return written.reduce((latest, folded) => (folded.at > latest ? folded.at : latest), context.world.clock);
}

function aliasFolded(context: Context, alias: string): readonly Folded[] {
  if (alias === 'self') return [context.primary];
  if (alias === 'cycle') return context.cycle ? [context.cycle] : [];
  return context.aliases.get(alias)?.folded ?? [];
}

function dueYields(context: Context): Yield[] {
  const stages = stagesOf(context);
  return context.ready.definition.yields.filter(({ when }) => when === undefined || holds(when, context.scope, stages));
}

function accepted(context: Context, first: readonly Proposal[]): Accepted {
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

type Yield = CommandDefinition['yields'][number];

function propose(context: Context, yielded: Yield): Proposal {
  const { ready, programme, platform, cycle } = context;
  const target = aliasFolded(context, yielded.on)[0];
  if (!target) throw new Error(`${ready.name} yields on ${yielded.on}, which it does not read`);
  const found = subjectOf(programme, platform, streamParts(target.stream).category);
  // A stream under other rules keeps its own: a command may write under two editions.
  const rules = yielded.on === 'self' ? found?.rules : (target.rules ?? found?.rules);
  const subject =
    rules === undefined
      ? undefined
      : ((context.world.rules(rules) as Programme).subject(streamParts(target.stream).category) ?? found?.subject);
  const fact = subject?.definition.facts[yielded.fact];
  if (!subject || !fact || rules === undefined)
    throw new Error(`${streamParts(target.stream).category} has no fact ${yielded.fact}`);
  const data = dataOf(context, yielded, Object.keys(fact.fields));
  const parsed = subject.data.get(yielded.fact)?.safeParse(data);
  if (!parsed?.success)
    throw new Error(`${ready.name} yields a ${yielded.fact} that does not hold: ${parsed?.error.message ?? ''}`);
  const known = knownPersons(context, target);
  const forms = (context.world.rules(rules) as Programme).definition.forms;
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
function knownPersons({ command }: Context, target: Folded): Readonly<Record<string, unknown>> {
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
function dataOf(context: Context, yielded: Yield, fields: readonly string[]): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const secret = context.ready.definition.secret;
  for (const name of fields) {
    const expression = yielded.data?.[name];
    const value = expression ? evaluate(expression, context) : name === secret ? undefined : context.input[name];
    if (value !== undefined) data[name] = value;
  }
  return data;
}
