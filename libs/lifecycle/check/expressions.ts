/** Conditions and expressions: that every path, alias, stage and name in them is there. */
import { checkPath, isCollection, type Scope, shapeAt, type Use } from './paths.js';
import { type Fault, type Review, under } from './review.js';
import { stateAt } from './chart.js';
import type { Definition, Where } from '../definition/definition.js';
import type { Expression } from '../language/expression.js';
import type { Condition } from '../language/fields.js';

export function checkCondition(review: Review, scope: Scope, condition: Condition, pointer: string): void {
  const path = (name: string, at: string, use: Use = 'value'): void =>
    void checkPath(review, scope, name, under(pointer, ...at.split('/')), use);
  if ('all' in condition)
    condition.all.forEach((each, index) => checkCondition(review, scope, each, under(pointer, 'all', index)));
  else if ('any' in condition)
    condition.any.forEach((each, index) => checkCondition(review, scope, each, under(pointer, 'any', index)));
  else if ('not' in condition) checkCondition(review, scope, condition.not, under(pointer, 'not'));
  else if ('present' in condition) path(condition.present, 'present', 'presence');
  else if ('absent' in condition) path(condition.absent, 'absent', 'presence');
  else if ('empty' in condition) path(condition.empty, 'empty', 'presence');
  else if ('same' in condition) condition.same.forEach((each, index) => path(each, `same/${index}`));
  else if ('less' in condition) condition.less.forEach((each, index) => path(each, `less/${index}`));
  else if ('member' in condition) {
    path(condition.member, 'member');
    path(condition.of, 'of');
  } else if ('stage' in condition) checkStages(review, scope, condition, pointer);
  else path(condition.path, 'path');
}

function checkStages(
  review: Review,
  scope: Scope,
  { stage, in: stages }: { stage: string; in: readonly string[] },
  pointer: string,
): void {
  const subject = scope.subject(stage);
  if (!subject) return review.report(under(pointer, 'stage'), 'aliasUnknown', { alias: stage });
  stages.forEach((each, index) => {
    if (!stateAt(subject.chart, each))
      review.report(under(pointer, 'in', index), 'stageUnknown', { stage: each, subject: subject.category });
  });
}

/** Yes, no, or undefined where it hangs on more than the stage of `self`. */
export function stageAnswer(
  condition: Condition,
  isIn: (stage: string) => boolean,
  self: readonly string[],
): boolean | undefined {
  if ('stage' in condition) return self.includes(condition.stage) ? condition.in.some(isIn) : undefined;
  if ('not' in condition) {
    const answer = stageAnswer(condition.not, isIn, self);
    return answer === undefined ? undefined : !answer;
  }
  if (!('all' in condition) && !('any' in condition)) return undefined;
  const decisive = 'any' in condition;
  const answers = ('all' in condition ? condition.all : condition.any).map((each) => stageAnswer(each, isIn, self));
  if (answers.includes(decisive)) return decisive;
  return answers.includes(undefined) ? undefined : !decisive;
}

/** A command's expressions are worked out with all that the command has; a reaction's with paths alone. */
export interface Speaker {
  readonly scope: Scope;
  /** Category of the primary subject; a reaction has none. */
  readonly on?: string;
  readonly delivers?: boolean;
  /** Aliases read with `each`. */
  readonly many?: ReadonlySet<string>;
}

/** `use`: whether what comes out may be sealed: it may where the field it goes to is. */
export function checkExpression(
  review: Review,
  speaker: Speaker,
  expression: Expression,
  pointer: string,
  use: Use = 'value',
): void {
  const { scope } = speaker;
  if (speaker.on === undefined && !('from' in expression) && !('value' in expression))
    return review.report(pointer, 'expressionNotHere');
  const path = (name: string, parts: string[], how: Use = use): void =>
    void checkPath(review, scope, name, under(pointer, ...parts), how);
  const each = (key: string, inner: readonly Expression[]): void =>
    inner.forEach((one, index) => checkExpression(review, speaker, one, under(pointer, key, index), use));
  if ('from' in expression) path(expression.from, ['from']);
  else if ('hash' in expression) path(expression.hash, ['hash'], 'whole');
  else if ('count' in expression) path(expression.count, ['count'], 'presence');
  else if ('total' in expression) path(expression.total, ['total'], 'value');
  else if ('sum' in expression) each('sum', expression.sum);
  else if ('product' in expression) each('product', expression.product);
  else if ('less' in expression) each('less', expression.less);
  else if ('first' in expression) each('first', expression.first);
  else if ('join' in expression) each('join', expression.join);
  else if ('inForce' in expression) {
    path(expression.inForce.in, ['inForce', 'in']);
    checkExpression(review, speaker, expression.inForce.on, under(pointer, 'inForce', 'on'), use);
  } else if ('instant' in expression) {
    for (const part of ['date', 'time', 'zone'] as const) path(expression.instant[part], ['instant', part], 'value');
  } else if ('about' in expression) {
    for (const part of ['stream', 'deadline', 'cycle'] as const) {
      const at = expression.about[part];
      if (at !== undefined) path(at, ['about', part], 'value');
    }
  } else checkNamed(review, speaker, expression, pointer);
}

/** Expressions that name a part of the definition. */
function checkNamed(review: Review, speaker: Speaker, expression: Expression, pointer: string): void {
  const { definition } = review;
  const { scope } = speaker;
  const unknown = (key: string, reason: Fault['reason'], name: string, kind: string): void =>
    review.report(under(pointer, ...key.split('/')), reason, { [kind]: name });
  if ('stream' in expression) {
    if (!scope.subject(expression.stream)) unknown('stream', 'aliasUnknown', expression.stream, 'alias');
  } else if ('score' in expression) {
    const { rubric, marks, points } = expression.score;
    if (!Object.hasOwn(definition.rubrics, rubric)) unknown('score/rubric', 'rubricUnknown', rubric, 'rubric');
    checkPath(review, scope, marks, under(pointer, 'score', 'marks'));
    if (points !== undefined) checkPath(review, scope, points, under(pointer, 'score', 'points'));
  } else if ('ranking' in expression) {
    if (!Object.hasOwn(definition.rankings, expression.ranking))
      unknown('ranking', 'rankingUnknown', expression.ranking, 'ranking');
    else checkRanking(review, speaker, expression.ranking);
  } else if ('sample' in expression) {
    const sample = definition.samples[expression.sample];
    if (!sample) return unknown('sample', 'sampleUnknown', expression.sample, 'sample');
    for (const part of ['frame', 'size', 'seed'] as const)
      checkPath(review, scope, sample[part], under('', 'samples', expression.sample, part));
  } else if ('ballot' in expression) {
    if (definition.ballots[expression.ballot]?.subject !== speaker.on)
      unknown('ballot', 'ballotUnknown', expression.ballot, 'ballot');
  } else if ('edition' in expression) {
    if (!shapeAt(scope, 'programme.rules')) unknown('edition', 'aliasUnknown', 'programme', 'alias');
  } else if ('due' in expression) checkDue(review, speaker, expression.due, under(pointer, 'due'));
  else if ('late' in expression && !speaker.delivers) review.report(under(pointer, 'late'), 'nothingDelivered');
}

/** A deadline that counts from a date needs that date in the input or the subject's state. */
function checkDue(review: Review, { scope }: Speaker, name: string, pointer: string): void {
  const deadline = review.definition.deadlines[name];
  if (!deadline) return review.report(pointer, 'deadlineUnknown', { deadline: name });
  if ('open' in deadline) return review.report(pointer, 'deadlineOpen', { deadline: name });
  if ('after' in deadline && !shapeAt(scope, `input.${deadline.after}`) && !shapeAt(scope, `self.${deadline.after}`))
    review.report(pointer, 'deadlineDateUnknown', { deadline: name, date: deadline.after });
}

function checkRanking(review: Review, { scope, many }: Speaker, name: string): void {
  const rule = review.definition.rankings[name] as Definition['rankings'][string];
  const pointer = under('', 'rankings', name);
  const subject = scope.subject(rule.of);
  if (!subject || !many?.has(rule.of)) return review.report(under(pointer, 'of'), 'aliasUnknown', { alias: rule.of });
  const field = (control: string, kinds: readonly string[], ...parts: (string | number)[]): void => {
    const declared = subject.fields[control];
    if (!declared) review.report(under(pointer, ...parts), 'fieldUnknown', { field: control });
    else if (kinds.length > 0 && !kinds.includes(declared.kind))
      review.report(under(pointer, ...parts), 'kindWrong', { field: control, wanted: kinds.join(', ') });
  };
  rule.by.forEach((by, index) => {
    if ('field' in by) field(by.field, ['count', 'int', 'flag'], 'by', index, 'field');
    else {
      field(by.scores, ['map'], 'by', index, 'scores');
      if (typeof by.combine === 'object')
        review.setting(by.combine.setting, under(pointer, 'by', index, 'combine', 'setting'), 'choice');
    }
  });
  if (rule.within !== undefined) field(rule.within, [], 'within');
  if (rule.places !== undefined) review.setting(rule.places, under(pointer, 'places'), 'int');
  const item = scope.roots[rule.of];
  if (rule.where && item)
    checkCondition(review, { roots: { item }, subject: () => subject }, rule.where, under(pointer, 'where'));
}

export function checkWhere(review: Review, scope: Scope, where: Where, pointer: string): void {
  if (typeof where !== 'object') return;
  if ('unitIn' in where) checkPath(review, scope, where.unitIn, under(pointer, 'unitIn'));
  else checkPath(review, scope, where.accountIn, under(pointer, 'accountIn'));
}

/** A path to something that can be gone through. */
export function checkEach(review: Review, scope: Scope, path: string, pointer: string): void {
  const shape = checkPath(review, scope, path, pointer);
  if (shape && !isCollection(shape)) review.report(pointer, 'notACollection', { path });
}
