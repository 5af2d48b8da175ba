/** Commands: where they may be given, what they read and ask, and what they deliver. */
import { z } from 'zod';
import { isIn } from '../../engine/chart/chart-adapter.js';
import type { CommandDefinition } from '../definition/definition.js';
import { readsInOrder } from '../definition/read-order.js';
import type { SubjectDefinition } from '../definition/subject-definition.js';
import { type Condition, conditionSchema, lengthPathSchema, pathSchema } from '../language/fields.js';
import { type Reached, stateAt } from './chart.js';
import { checkCondition, checkEach, checkExpression, checkWhere, type Speaker } from './expressions.js';
import { checkFields } from './fields.js';
import {
  ACTOR_SHAPE,
  checkPath,
  COMMAND_SHAPE,
  controlFields,
  cycleShape,
  keyShape,
  listShape,
  plain,
  type Scope,
  type Shape,
} from './paths.js';
import { type Fault, type GuardUse, type Review, under } from './review.js';
import { checkYields } from './yields.js';

const ROOTS = ['input', 'self', 'key', 'actor', 'command', 'cycle', 'item'];

export type Charts = ReadonlyMap<SubjectDefinition, Reached>;

export function checkCommand(review: Review, charts: Charts, name: string, command: CommandDefinition): void {
  const pointer = under('', 'commands', name);
  const subject = review.subject(command.on);
  if (!subject) return review.report(under(pointer, 'on'), 'subjectUnknown', { subject: command.on });
  checkFields(review, command.input, under(pointer, 'input'));
  checkCommandStages(review, charts, command, subject, pointer);
  const speaker = new Reader(review, command, subject, pointer).read();
  const { scope } = speaker;
  command.allow.forEach((rule, index) => {
    if (!('role' in rule)) return;
    review.role(rule.role, under(pointer, 'allow', index, 'role'));
    checkWhere(review, scope, rule.where, under(pointer, 'allow', index, 'where'));
  });
  if (command.unit) checkExpression(review, speaker, command.unit, under(pointer, 'unit'));
  command.guards?.forEach((guard, index) => checkGuard(review, scope, guard, under(pointer, 'guards', index)));
  checkDelivery(review, scope, command, pointer);
  checkSecret(review, command, pointer);
  checkYields(review, charts, { command, subject, speaker }, pointer);
}

function checkCommandStages(
  review: Review,
  charts: Charts,
  command: CommandDefinition,
  subject: SubjectDefinition,
  pointer: string,
): void {
  const check = (stage: string, of: SubjectDefinition, at: string): void => {
    if (!stateAt(of.chart, stage)) return review.report(at, 'stageUnknown', { stage, subject: of.category });
    const reached = charts.get(of);
    if (reached && !reached.standings.some((standing) => isIn(standing, stage)))
      review.report(at, 'stageUnreachable', { stage });
  };
  command.stages.forEach((stage, index) => check(stage, subject, under(pointer, 'stages', index)));
  const cycle = review.subject('cycle');
  if (cycle) command.cycleStages?.forEach((stage, index) => check(stage, cycle, under(pointer, 'cycleStages', index)));
}

/** Goes through what a command reads, in order, since a key may come from what was read before. */
class Reader {
  private readonly roots: Record<string, Shape>;
  private readonly subjects = new Map<string, SubjectDefinition>();
  private readonly many = new Set<string>();

  constructor(
    private readonly review: Review,
    private readonly command: CommandDefinition,
    subject: SubjectDefinition,
    private readonly pointer: string,
  ) {
    const { definition, platform } = review;
    this.roots = {
      input: listShape(command.input, definition.forms),
      self: controlFields(subject),
      key: keyShape(subject),
      actor: ACTOR_SHAPE,
      command: COMMAND_SHAPE,
    };
    this.subjects.set('self', subject);
    // The platform's own commands run outside any cycle.
    const cycle = platform && review.subject('cycle');
    if (!cycle) return;
    this.roots['cycle'] = cycleShape(cycle, definition);
    this.subjects.set('cycle', cycle);
  }

  read(): Speaker {
    for (const [alias, read] of readsInOrder(this.command.reads ?? {}))
      this.one(alias, read, under(this.pointer, 'reads', alias));
    return this.speaker(this.roots);
  }

  private speaker(roots: Record<string, Shape>): Speaker {
    return {
      scope: { roots, subject: (alias) => this.subjects.get(alias) },
      on: this.command.on,
      delivers: this.command.delivers !== undefined,
      many: this.many,
    };
  }

  private one(alias: string, read: NonNullable<CommandDefinition['reads']>[string], pointer: string): void {
    const { review } = this;
    if (ROOTS.includes(alias)) review.report(pointer, 'aliasReserved', { alias });
    const before = this.speaker({ ...this.roots });
    if (read.each !== undefined) checkEach(review, before.scope, read.each, under(pointer, 'each'));
    const speaker = read.each === undefined ? before : this.speaker({ ...this.roots, item: plain('text') });
    if (read.cycle) checkExpression(review, speaker, read.cycle, under(pointer, 'cycle'));
    for (const [part, expression] of Object.entries(read.key))
      checkExpression(review, speaker, expression, under(pointer, 'key', part));
    const subject = review.subject(read.subject);
    if (!subject) return review.report(under(pointer, 'subject'), 'subjectUnknown', { subject: read.subject });
    checkKey(review, subject, read.key, under(pointer, 'key'));
    if (subject.lives === 'cycle' && !read.cycle && !this.roots['cycle'])
      review.report(pointer, 'keyIncomplete', { part: 'cycle' });
    this.subjects.set(alias, subject);
    if (read.each !== undefined) this.many.add(alias);
    this.roots[alias] = controlFields(subject, read.each === undefined ? { exists: plain('flag') } : {});
  }
}

/** Every part of a subject's key, and no other. */
export function checkKey(review: Review, subject: SubjectDefinition, given: object, pointer: string): void {
  for (const part of subject.key) if (!Object.hasOwn(given, part)) review.report(pointer, 'keyIncomplete', { part });
  for (const part of Object.keys(given))
    if (!subject.key.includes(part)) review.report(under(pointer, part), 'keyPartUnknown', { part });
}

type Guard = NonNullable<CommandDefinition['guards']>[number];

function checkGuard(review: Review, scope: Scope, guard: Guard, pointer: string): void {
  if (guard.when) checkCondition(review, scope, guard.when, under(pointer, 'when'));
  const known = Object.hasOwn(review.guards, guard.guard) ? review.guards[guard.guard] : undefined;
  if (!known) return review.report(under(pointer, 'guard'), 'guardUnknown', { guard: guard.guard });
  const given = guard.with ?? {};
  const parsed = known.parameters.safeParse(given);
  for (const { path } of parsed.error?.issues ?? [])
    review.report(under(pointer, 'with', ...path.map(String)), 'guardParameter', { guard: guard.guard });
  if (!parsed.success) return;
  checkParameter(review, scope, known.parameters, given, under(pointer, 'with'));
  known.check?.(parsed.data as never, guardUse(review, scope, under(pointer, 'with')));
}

/** What a parameter means is told by its schema: paths and conditions are the ones of fields.ts. */
function checkParameter(review: Review, scope: Scope, schema: unknown, value: unknown, pointer: string): void {
  if (value === undefined) return;
  if (schema === pathSchema) {
    if (typeof value === 'string') checkPath(review, scope, value, pointer);
  } else if (schema === lengthPathSchema) checkPath(review, scope, value as string, pointer, 'presence');
  else if (schema === conditionSchema) checkCondition(review, scope, value as Condition, pointer);
  else if (schema instanceof z.ZodOptional) checkParameter(review, scope, schema.unwrap(), value, pointer);
  else if (schema instanceof z.ZodArray)
    (value as unknown[]).forEach((each, index) =>
      checkParameter(review, scope, schema.element, each, under(pointer, index)),
    );
  else if (schema instanceof z.ZodObject)
    for (const [name, inner] of Object.entries(schema.shape))
      checkParameter(review, scope, inner, (value as Record<string, unknown>)[name], under(pointer, name));
  else if (schema instanceof z.ZodUnion)
    for (const option of schema.options as readonly z.ZodType[])
      if (option.safeParse(value).success) checkParameter(review, scope, option, value, pointer);
}

/** Reports names that the definition does not have, under `pointer`, where the guard's parameters stand. */
function guardUse(review: Review, scope: Scope, pointer: string): GuardUse {
  const { definition } = review;
  const known = (names: object, name: string, parameter: string, reason: Fault['reason'], kind: string): void => {
    if (!Object.hasOwn(names, name)) review.report(under(pointer, parameter), reason, { [kind]: name });
  };
  const deliverableAt = (name: string, parameter: string) => {
    known(definition.deliverables, name, parameter, 'deliverableUnknown', 'deliverable');
    return Object.hasOwn(definition.deliverables, name) ? definition.deliverables[name] : undefined;
  };
  return {
    quota: (name, parameter) => known(definition.quotas, name, parameter, 'quotaUnknown', 'quota'),
    rubric: (name, parameter) => known(definition.rubrics, name, parameter, 'rubricUnknown', 'rubric'),
    setting: (name, parameter) => review.setting(name, under(pointer, parameter)),
    standing: (name, parameter) => {
      if (!definition.registers.some(({ standing }) => standing === name))
        review.report(under(pointer, parameter), 'standingUnknown', { standing: name });
    },
    alias: (name, category, parameter) => {
      if (scope.subject(name)?.category !== category)
        review.report(under(pointer, parameter), 'aliasUnknown', { alias: name });
    },
    leg: (name, leg, kind) => {
      const deliverable = deliverableAt(name, 'deliverable');
      if (deliverable && deliverable.legs[leg]?.kind !== kind)
        review.report(under(pointer, 'leg'), 'legUnknown', { leg, deliverable: name });
    },
    opinions: (name, parameter) => {
      const deliverable = deliverableAt(name, parameter);
      if (deliverable && !deliverable.opinions)
        review.report(under(pointer, parameter), 'opinionsNotAsked', { deliverable: name });
    },
  };
}

function checkDelivery(review: Review, scope: Scope, { delivers }: CommandDefinition, pointer: string): void {
  if (!delivers) return;
  const at = under(pointer, 'delivers');
  const deliverable = review.definition.deliverables[delivers.deliverable];
  if (!deliverable)
    review.report(under(at, 'deliverable'), 'deliverableUnknown', { deliverable: delivers.deliverable });
  else if (!Object.hasOwn(deliverable.legs, delivers.leg))
    review.report(under(at, 'leg'), 'legUnknown', { leg: delivers.leg, deliverable: delivers.deliverable });
  if (delivers.receivedOn !== undefined) checkPath(review, scope, delivers.receivedOn, under(at, 'receivedOn'));
  // Only whether a reason is there counts; the reason itself may be sealed.
  if (delivers.lateReason !== undefined)
    checkPath(review, scope, delivers.lateReason, under(at, 'lateReason'), 'presence');
}

/** A secret is asked for, goes into no fact, and belongs to a ballot. */
function checkSecret(review: Review, { secret, input, yields, on }: CommandDefinition, pointer: string): void {
  if (secret === undefined) return;
  const at = under(pointer, 'secret');
  if (!Object.hasOwn(input, secret)) review.report(at, 'fieldUnknown', { field: secret });
  const ballots = Object.values(review.definition.ballots);
  if (!ballots.some((ballot) => ballot.subject === on && yields.some(({ fact }) => fact === ballot.cast)))
    review.report(at, 'secretWithoutBallot');
  yields.forEach((yielded, index) => {
    const subject = review.subject(yielded.on === 'self' ? on : yielded.on);
    const declared = Object.hasOwn(subject?.facts[yielded.fact]?.fields ?? {}, secret);
    if (declared || reads(yielded, `input.${secret}`))
      review.report(under(pointer, 'yields', index), 'secretInFact', { field: secret, fact: yielded.fact });
  });
}

/** Whether a path stands anywhere in a value, or one that goes on from it. */
function reads(value: unknown, path: string): boolean {
  if (typeof value === 'string') return value === path || value.startsWith(`${path}.`);
  return typeof value === 'object' && value !== null && Object.values(value).some((each) => reads(each, path));
}
