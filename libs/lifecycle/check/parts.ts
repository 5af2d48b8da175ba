/** What stands beside subjects and commands: reactions, deliverables, settings, rubrics, ballots, sight, notices, duties. */
import { checkKey } from './commands.js';
import { isRequired } from './fields.js';
import {
  controlFields,
  cycleShape,
  dataShape,
  objectOf,
  plain,
  itemOf,
  keyShape,
  type Scope,
  type Shape,
  checkPath,
} from './paths.js';
import { type Review, under } from './review.js';
import { checkSight } from './visibility.js';
import { checkCondition, checkEach, checkExpression, checkWhere } from './expressions.js';
import type { Definition } from '../definition/definition.js';
import { checkRubric, type Floor } from '../scoring/rubric.js';
import type { FactDefinition, SubjectDefinition } from '../definition/subject-definition.js';

export function checkParts(review: Review): void {
  const { definition } = review;
  definition.reactions.forEach((reaction, index) => checkReaction(review, reaction, under('', 'reactions', index)));
  for (const [name, each] of Object.entries(definition.deliverables))
    checkDeliverable(review, each, under('', 'deliverables', name));
  for (const [name, each] of Object.entries(definition.settings))
    if (each.kind === 'int' && each.min > each.max)
      review.report(under('', 'settings', name), 'rangeEmpty', { min: each.min, max: each.max });
  for (const [name, each] of Object.entries(definition.rubrics))
    checkOneRubric(review, each, under('', 'rubrics', name));
  for (const [name, each] of Object.entries(definition.ballots)) checkBallot(review, each, under('', 'ballots', name));
  for (const [name, each] of Object.entries(definition.duties)) checkDuty(review, each, under('', 'duties', name));
  definition.sight.forEach((each, index) => checkSight(review, each, under('', 'sight', index)));
  definition.notices.forEach((each, index) => checkNotice(review, each, under('', 'notices', index)));
  checkTwice(review);
  checkUse(review);
}

const REACTION_FACT = objectOf(Object.fromEntries(['stream', 'at', 'on', 'id'].map((name) => [name, plain('text')])));

interface Fact {
  readonly subject: SubjectDefinition;
  readonly fact: FactDefinition;
}

function factOf(review: Review, on: { subject: string; fact: string }, pointer: string): Fact | undefined {
  const subject = review.subject(on.subject);
  if (!subject) review.report(under(pointer, 'subject'), 'subjectUnknown', { subject: on.subject });
  const fact = subject && Object.hasOwn(subject.facts, on.fact) ? subject.facts[on.fact] : undefined;
  if (subject && !fact) review.report(under(pointer, 'fact'), 'factUnknown', { fact: on.fact, subject: on.subject });
  return subject && fact && { subject, fact };
}

/** What notices may look at of the stream that a fact stands in. */
function scopeOf(review: Review, subject: SubjectDefinition, more: Readonly<Record<string, Shape>> = {}): Scope {
  const cycle = review.platform && review.subject('cycle');
  return {
    roots: {
      self: controlFields(subject),
      key: keyShape(subject),
      ...(cycle ? { cycle: cycleShape(cycle, review.definition) } : {}),
      ...more,
    },
    subject: (alias) => (alias === 'self' ? subject : alias === 'cycle' ? cycle : undefined),
  };
}

function checkReaction(
  review: Review,
  { on, when, each, give }: Definition['reactions'][number],
  pointer: string,
): void {
  const found = factOf(review, on, under(pointer, 'on'));
  const command = review.definition.commands[give.command];
  if (!command) review.report(under(pointer, 'give', 'command'), 'commandUnknown', { command: give.command });
  else if (!command.allow.some((rule) => 'system' in rule))
    review.report(under(pointer, 'give', 'command'), 'systemNotAllowed', { command: give.command });
  if (!found) return;
  const data = dataShape(found.fact.fields, review.formsOf(found.subject));
  const roots = { data, key: keyShape(found.subject), fact: REACTION_FACT };
  // A reaction knows the fact alone: nothing is read for it, so no stage can be asked.
  const outer: Scope = { roots, subject: () => undefined };
  if (each !== undefined) checkEach(review, outer, each, under(pointer, 'each'));
  const list = each === undefined ? undefined : checkPath(review, outer, each, under(pointer, 'each'));
  const scope = list ? { ...outer, roots: { ...roots, item: itemOf(list) } } : outer;
  if (when) checkCondition(review, scope, when, under(pointer, 'when'));
  const { to, input } = give;
  const at = under(pointer, 'give');
  if ('stream' in to) checkPath(review, scope, to.stream, under(at, 'to', 'stream'));
  else
    for (const [part, expression] of Object.entries(to.key))
      checkExpression(review, { scope }, expression, under(at, 'to', 'key', part));
  const target = command && review.subject(command.on);
  if (target && 'key' in to) checkKey(review, target, to.key, under(at, 'to', 'key'));
  for (const [name, expression] of Object.entries(input)) {
    checkExpression(review, { scope }, expression, under(at, 'input', name));
    if (command && !Object.hasOwn(command.input, name))
      review.report(under(at, 'input', name), 'fieldUnknown', { field: name });
  }
  for (const [name, field] of Object.entries(command?.input ?? {}))
    if (isRequired(field) && !Object.hasOwn(input, name))
      review.report(under(at, 'input'), 'inputMissing', { field: name, command: give.command });
}

const LATENESS = ['refuse', 'reason', 'warn'];

function checkDeliverable(review: Review, each: Definition['deliverables'][string], pointer: string): void {
  const { definition } = review;
  if (!Object.hasOwn(definition.forms, each.form))
    review.report(under(pointer, 'form'), 'formUnknown', { form: each.form });
  if (!review.subject(each.subject))
    review.report(under(pointer, 'subject'), 'subjectUnknown', { subject: each.subject });
  if (Object.keys(each.legs).length === 0) review.report(under(pointer, 'legs'), 'legsMissing');
  if (each.opinions && new Set(each.opinions.of).size < each.opinions.of.length)
    review.report(under(pointer, 'opinions', 'of'), 'nameTwice');
  review.deadline(each.due, under(pointer, 'due'));
  const lateness = definition.settings[each.lateness];
  if (!lateness) review.setting(each.lateness, under(pointer, 'lateness'));
  else if (lateness.kind !== 'choice' || lateness.of.some((choice) => !LATENESS.includes(choice)))
    review.report(under(pointer, 'lateness'), 'latenessNotAChoice', { setting: each.lateness });
  if (each.owedBy) checkOwedBy(review, each.owedBy.quota, each.subject, under(pointer, 'owedBy'));
}

/** What a unit owes is found by the unit alone, without reading: one for each in each cycle. */
function checkOwedBy(review: Review, quota: string, category: string, pointer: string): void {
  if (!Object.hasOwn(review.definition.quotas, quota))
    review.report(under(pointer, 'quota'), 'quotaUnknown', { quota });
  const subject = review.subject(category);
  if (!subject) return;
  const { lives, key, unit } = subject;
  if (lives !== 'cycle' || key.length !== 1 || key[0] !== unit)
    review.report(pointer, 'notKeyedByUnit', { subject: category });
}

function checkOneRubric(review: Review, rubric: Definition['rubrics'][string], pointer: string): void {
  for (const { pointer: at, reason, stated, found } of checkRubric(rubric)) {
    const params = { ...(stated === undefined ? {} : { stated }), ...(found === undefined ? {} : { found }) };
    review.report(pointer + at, reason, params);
  }
  const floor = (value: Floor, at: string): void => {
    if (typeof value === 'object' && value !== null)
      review.setting(value.belowZero, under(at, 'floor', 'belowZero'), 'flag');
  };
  if (rubric.deductions) floor(rubric.deductions.floor, under(pointer, 'deductions'));
  rubric.blocks.forEach((block, index) =>
    block.items.forEach((item, place) => {
      const at = under(pointer, 'blocks', index, 'items', place);
      const inner =
        item.kind === 'group'
          ? item.items.map((each, nth) => [each, under(at, 'items', nth)] as const)
          : [[item, at] as const];
      for (const [each, where] of inner) if (each.kind === 'minusEach') floor(each.floor, where);
    }),
  );
}

function checkBallot(review: Review, ballot: Definition['ballots'][string], pointer: string): void {
  const subject = review.subject(ballot.subject);
  if (!subject) return review.report(under(pointer, 'subject'), 'subjectUnknown', { subject: ballot.subject });
  for (const part of ['cast', 'closed'] as const)
    if (!Object.hasOwn(subject.facts, ballot[part]))
      review.report(under(pointer, part), 'factUnknown', { fact: ballot[part], subject: subject.category });
  for (const [name, command] of Object.entries(review.definition.commands)) {
    if (command.on !== ballot.subject) continue;
    command.yields.forEach(({ fact, on, anonymous }, index) => {
      const at = under('', 'commands', name, 'yields', index);
      // A name beside the choices, or beside a vote without its choice kept apart, would tell who cast what.
      if (on === 'self' && fact === ballot.closed && !anonymous) review.report(at, 'ballotNotAnonymous', { fact });
      if (on === 'self' && fact === ballot.cast && command.secret === undefined)
        review.report(at, 'castWithoutSecret', { fact });
    });
  }
}

function checkDuty(review: Review, duty: Definition['duties'][string], pointer: string): void {
  if (!review.subject(duty.subject))
    review.report(under(pointer, 'subject'), 'subjectUnknown', { subject: duty.subject });
  if (duty.due !== undefined) review.deadline(duty.due, under(pointer, 'due'));
  if (typeof duty.recurs === 'object')
    review.setting(duty.recurs.setting, under(pointer, 'recurs', 'setting'), 'choice');
}

function checkNotice(review: Review, notice: Definition['notices'][number], pointer: string): void {
  const found = factOf(review, notice.on, under(pointer, 'on'));
  notice.to.forEach(({ role, where }, index) => {
    const at = under(pointer, 'to', index);
    review.role(role, under(at, 'role'));
    if (!found) return;
    const data = dataShape(found.fact.fields, review.formsOf(found.subject));
    checkWhere(review, scopeOf(review, found.subject, { data }), where, under(at, 'where'));
  });
}

function checkTwice(review: Review): void {
  const { subjects, registers } = review.definition;
  subjects.forEach(({ category }, index) => {
    const taken = subjects.findIndex((other) => other.category === category) < index;
    const shared = review.platform?.subjects.some((other) => other.category === category) ?? false;
    if (taken || shared) review.report(under('', 'subjects', index, 'category'), 'subjectTwice', { subject: category });
  });
  registers.forEach(({ standing }, index) => {
    if (registers.findIndex((other) => other.standing === standing) < index)
      review.report(under('', 'registers', index, 'standing'), 'nameTwice');
  });
}

/** What no command uses was never looked at: its paths mean something only in a command. */
function checkUse(review: Review): void {
  const { definition } = review;
  const words = JSON.stringify(definition.commands);
  for (const kind of ['ranking', 'sample', 'ballot'] as const) {
    const names =
      kind === 'ranking' ? definition.rankings : kind === 'sample' ? definition.samples : definition.ballots;
    for (const name of Object.keys(names))
      if (!words.includes(`"${kind}":"${name}"`)) review.report(under('', `${kind}s`, name), 'neverUsed', { name });
  }
  const yielded = new Set(
    Object.values(definition.commands).flatMap(({ on, yields, reads }) =>
      yields.map((each) => `${each.on === 'self' ? on : (reads?.[each.on]?.subject ?? each.on)}/${each.fact}`),
    ),
  );
  if (!review.platform) return;
  definition.subjects.forEach(({ category, facts }, index) => {
    for (const fact of Object.keys(facts))
      if (!yielded.has(`${category}/${fact}`))
        review.report(under('', 'subjects', index, 'facts', fact), 'factNeverYielded', { fact });
  });
}
