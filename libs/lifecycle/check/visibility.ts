/** Rules of sight: that what they name is there, and that they speak of subjects which the definition governs. */
import {
  ACTOR_SHAPE,
  checkPath,
  controlFields,
  cycleShape,
  dataShape,
  FACT_SHAPE,
  keyShape,
  type Scope,
  type Shape,
} from './paths.js';
import { type Review, under } from './review.js';
import { checkCondition, checkWhere } from './expressions.js';
import { checkKey } from './commands.js';
import type { Definition } from '../definition/definition.js';
import type { SubjectDefinition } from '../definition/subject-definition.js';

type VisibilityRule = Definition['sight'][number];

export function checkSight(review: Review, sight: VisibilityRule, pointer: string): void {
  if (typeof sight.role === 'object')
    sight.role.forEach((role, index) => review.role(role, under(pointer, 'role', index)));
  else if (sight.role !== '*') review.role(sight.role, under(pointer, 'role'));
  const subject = review.subject(sight.subject);
  if (!subject) return review.report(under(pointer, 'subject'), 'subjectUnknown', { subject: sight.subject });
  // Of the platform's subjects only a cycle runs a programme; the others have the platform's own rules.
  if (!review.definition.subjects.includes(subject) && subject.category !== 'cycle')
    return review.report(under(pointer, 'subject'), 'sightNotOurs', { subject: sight.subject });
  const scope = scopeOf(review, sight, subject, pointer);
  checkWhere(review, scope, sight.where, under(pointer, 'where'));
  if (sight.when) checkCondition(review, scope, sight.when, under(pointer, 'when'));
  sight.sees.forEach((seen, index) => checkSeen(review, subject, seen, under(pointer, 'sees', index)));
}

/** The cycle of one that lives in a cycle; what outlives its cycle has none. */
function scopeOf(review: Review, { reads = {} }: VisibilityRule, subject: SubjectDefinition, pointer: string): Scope {
  const cycle = subject.lives === 'cycle' || subject.category === 'cycle' ? review.subject('cycle') : undefined;
  const roots: Record<string, Shape> = {
    self: controlFields(subject),
    key: keyShape(subject),
    actor: ACTOR_SHAPE,
    ...(cycle ? { cycle: cycleShape(cycle, review.definition) } : {}),
  };
  const found = new Map<string, SubjectDefinition>();
  const first: Scope = { roots, subject: () => undefined };
  for (const [alias, read] of Object.entries(reads)) {
    const at = under(pointer, 'reads', alias);
    const other = review.subject(read.subject);
    if (!other) {
      review.report(under(at, 'subject'), 'subjectUnknown', { subject: read.subject });
      continue;
    }
    if (Object.hasOwn(roots, alias) || alias === 'fact') review.report(at, 'nameTwice');
    if (other.lives === 'cycle' && !cycle) review.report(under(at, 'subject'), 'aliasUnknown', { alias: 'cycle' });
    found.set(alias, other);
    checkKey(review, other, read.key, under(at, 'key'));
    for (const [part, from] of Object.entries(read.key))
      if ('from' in from) checkPath(review, first, from.from, under(at, 'key', part, 'from'));
  }
  const others = Object.fromEntries([...found].map(([alias, other]) => [alias, controlFields(other)]));
  return {
    roots: { ...others, ...roots, fact: FACT_SHAPE },
    subject: (alias) => (alias === 'self' ? subject : alias === 'cycle' ? cycle : found.get(alias)),
  };
}

function checkSeen(review: Review, subject: SubjectDefinition, seen: string, pointer: string): void {
  if (seen === '*') return;
  const [type = '', field, ...deeper] = seen.split('.');
  const fact = Object.hasOwn(subject.facts, type) ? subject.facts[type] : undefined;
  if (!fact) return review.report(pointer, 'factUnknown', { fact: type, subject: subject.category });
  if (field === undefined || (field === '*' && deeper.length === 0)) return;
  if (deeper.length > 0 || !dataShape(fact.fields, review.formsOf(subject)).member(field))
    review.report(pointer, 'fieldUnknown', { field: [field, ...deeper].join('.') });
}
