/** What commands yield: facts that are declared, whole, and listed by the chart wherever the command may be given. */
import { isIn, type ChartState } from '../../engine/chart/chart-adapter.js';
import type { Reached } from './chart.js';
import { fits, isRequired } from './fields.js';
import { fieldShape, shapeAt, type Use } from './paths.js';
import { type Review, under } from './review.js';
import { checkCondition, checkExpression, type Speaker, stageAnswer } from './expressions.js';
import type { CommandDefinition } from '../definition/definition.js';
import type { Expression } from '../language/expression.js';
import { type Field, ownerOf } from '../language/fields.js';
import type { FactDefinition, SubjectDefinition } from '../definition/subject-definition.js';

type Yield = CommandDefinition['yields'][number];

export interface Given {
  readonly command: CommandDefinition;
  readonly subject: SubjectDefinition;
  readonly speaker: Speaker;
}

export function checkYields(
  review: Review,
  charts: ReadonlyMap<SubjectDefinition, Reached>,
  given: Given,
  pointer: string,
): void {
  const { command, subject } = given;
  command.yields.forEach((yielded, index) => checkYield(review, given, yielded, under(pointer, 'yields', index)));
  const onSelf = (on: string): boolean => on === 'self' || (on === 'cycle' && subject.category === 'cycle');
  if (!command.yields.some(({ on }) => onSelf(on))) review.report(under(pointer, 'yields'), 'nothingOnSelf');
  const own = charts.get(subject);
  if (own) checkListed(review, own, command, { stages: command.stages, on: onSelf, self: ['self'] }, pointer);
  const cycle = review.platform && review.subject('cycle');
  const ofCycle = cycle && charts.get(cycle);
  if (!ofCycle || subject.category === 'cycle') return;
  const stages = command.cycleStages ?? ['open'];
  checkListed(review, ofCycle, command, { stages, on: (on) => on === 'cycle', self: ['cycle'] }, pointer);
}

function checkYield(review: Review, { command, speaker }: Given, yielded: Yield, pointer: string): void {
  const { scope } = speaker;
  if (yielded.when) checkCondition(review, scope, yielded.when, under(pointer, 'when'));
  const target = scope.subject(yielded.on);
  if (!target) return review.report(under(pointer, 'on'), 'aliasUnknown', { alias: yielded.on });
  if (speaker.many?.has(yielded.on)) review.report(under(pointer, 'on'), 'yieldOnMany', { alias: yielded.on });
  const fact = Object.hasOwn(target.facts, yielded.fact) ? target.facts[yielded.fact] : undefined;
  if (!fact) {
    const params = { fact: yielded.fact, subject: target.category };
    return review.report(under(pointer, 'fact'), 'factUnknown', params);
  }
  checkData(review, speaker, yielded, fact, target, pointer);
  for (const [name, field] of Object.entries(fact.fields))
    if (!Object.hasOwn(yielded.data ?? {}, name)) checkCopied(review, command, yielded, { name, field }, pointer);
}

function checkData(
  review: Review,
  speaker: Speaker,
  yielded: Yield,
  fact: FactDefinition,
  target: SubjectDefinition,
  pointer: string,
): void {
  for (const [name, expression] of Object.entries(yielded.data ?? {})) {
    const at = under(pointer, 'data', name);
    const field = Object.hasOwn(fact.fields, name) ? fact.fields[name] : undefined;
    if (!field) review.report(at, 'fieldUnknown', { field: name });
    checkExpression(review, speaker, expression, at, useOf(review, field, target));
    if (!field || !isRequired(field) || yielded.when || !mayBeMissing(speaker, expression)) continue;
    review.report(at, 'fieldMayBeMissing', { field: name, fact: yielded.fact });
  }
}

/** A sealed value may go where it is sealed again, and nowhere else. */
function useOf(review: Review, field: Field | undefined, target: SubjectDefinition): Use {
  if (field && fieldShape(field, review.formsOf(target)).personal) return 'presence';
  const sealsInside = ['form', 'table', 'branch', 'marks', 'attachment'];
  return field && sealsInside.includes(field.kind) ? 'value' : 'whole';
}

/** Only what an optional field of the input can tell: whether control fields are set hangs on what went before. */
function mayBeMissing({ scope }: Speaker, expression: Expression): boolean {
  return (
    'from' in expression && expression.from.startsWith('input.') && shapeAt(scope, expression.from)?.optional === true
  );
}

/** A field of the fact that the command doesn't speak of is copied from the input field of the same name. */
function checkCopied(
  review: Review,
  { input, secret }: CommandDefinition,
  yielded: Yield,
  { name, field }: { name: string; field: Field },
  pointer: string,
): void {
  const asked = name !== secret && Object.hasOwn(input, name) ? input[name] : undefined;
  const params = { field: name, fact: yielded.fact };
  if (!asked) {
    if (isRequired(field)) review.report(pointer, 'fieldNotSupplied', params);
  } else if (!fits(asked, field)) review.report(pointer, 'fieldDoesNotFit', params);
  else if (isSealed(asked) && !isSealed(field)) review.report(pointer, 'personalOpened', params);
  else if (isRequired(field) && !isRequired(asked) && asked.kind !== 'branch' && !yielded.when)
    review.report(pointer, 'fieldMayBeMissing', params);
}

function isSealed(field: Field): boolean {
  return ownerOf(field) !== false;
}

interface FilteredRows {
  readonly stages: readonly string[];
  /** Whether what is yielded on this alias goes to the stream whose chart is asked. */
  readonly on: (alias: string) => boolean;
  /** Aliases that stand for that stream in conditions. */
  readonly self: readonly string[];
}

/**
 * Gives the command in every standing in which it may be given. A fact whose `when` hangs on more than the stage may be
 * there or not; it must then be listed after at least one of the ways that lead to it. In a stage with regions side by
 * side one combination of them must list it: which one stands is for guards to ask.
 */
function checkListed(
  review: Review,
  reached: Reached,
  command: CommandDefinition,
  listing: FilteredRows,
  pointer: string,
): void {
  /** For each yield: stage → whether some standing there lists the fact. */
  const listed = command.yields.map(() => new Map<string, boolean>());
  for (const start of reached.standings) {
    if (!listing.stages.some((stage) => isIn(start, stage))) continue;
    let possible = new Set([start]);
    for (const [index, { fact, on, when }] of command.yields.entries()) {
      if (!listing.on(on)) continue;
      const answer = when === undefined ? true : stageAnswer(when, (stage) => isIn(start, stage), listing.self);
      if (answer === false) continue;
      const next = [...possible].map((from) => reached.chart.next(from, fact)).filter((to) => to !== undefined);
      listed[index]?.set(start.stage, next.length > 0 || (listed[index]?.get(start.stage) ?? false));
      possible = new Set<ChartState>(answer === true && next.length > 0 ? next : [...possible, ...next]);
    }
  }
  for (const [index, stages] of listed.entries()) {
    const fact = command.yields[index]?.fact ?? '';
    const missing = [...stages].filter(([, lists]) => !lists).map(([stage]) => stage);
    const params = { fact, stages: missing.sort().join(', ') };
    if (missing.length > 0) review.report(under(pointer, 'yields', index, 'fact'), 'factNotListed', params);
  }
}
