/** Facts and how they fold into control fields, and how subjects of earlier editions are carried over. */
import { stateAt } from './chart.js';
import { checkFields } from './fields.js';
import { checkPath, dataShape, FACT_SHAPE, isCollection, itemOf, type Scope, type Shape, shapeAt } from './paths.js';
import { type Review, under } from './review.js';
import type {
  ControlField,
  FactDefinition,
  FoldOperation,
  SubjectDefinition,
} from '../definition/subject-definition.js';
import { RULES_ADOPTED } from '../../engine/fold/fold.js';

export function checkSubject(review: Review, subject: SubjectDefinition, pointer: string): void {
  const { unit, origin, fields, key } = subject;
  if (unit !== undefined && !fields[unit] && !key.includes(unit))
    review.report(under(pointer, 'unit'), 'fieldUnknown', { field: unit });
  if (origin !== undefined && (subject.lives !== 'root' || fields[origin]?.kind !== 'id'))
    review.report(under(pointer, 'origin'), 'originUnsound', { field: origin });
  if (new Set(key).size < key.length) review.report(under(pointer, 'key'), 'nameTwice');
  for (const [type, fact] of Object.entries(subject.facts))
    checkFact(review, subject, type, fact, under(pointer, 'facts', type));
  subject.adopts?.forEach((adoption, index) => {
    const at = under(pointer, 'adopts', index);
    if (adoption.from === review.definition.edition)
      review.report(under(at, 'from'), 'adoptsItself', { edition: adoption.from });
    for (const [old, stage] of Object.entries(adoption.stages))
      if (!stateAt(subject.chart, stage))
        review.report(under(at, 'stages', old), 'stageUnknown', { stage, subject: subject.category });
    for (const field of Object.keys(adoption.fields))
      if (!Object.hasOwn(fields, field)) review.report(under(at, 'fields', field), 'fieldUnknown', { field });
  });
}

function checkFact(
  review: Review,
  subject: SubjectDefinition,
  type: string,
  fact: FactDefinition,
  pointer: string,
): void {
  if (type === RULES_ADOPTED) review.report(pointer, 'factReserved', { fact: type });
  if (Object.hasOwn(fact.fields, 'persons'))
    review.report(under(pointer, 'fields', 'persons'), 'fieldReserved', { field: 'persons' });
  checkFields(review, fact.fields, under(pointer, 'fields'));
  const data = dataShape(fact.fields, review.definition.forms);
  fact.folds?.forEach((fold, index) => {
    const at = under(pointer, 'folds', index);
    const field = subject.fields[fold.field];
    if (!Object.hasOwn(subject.fields, fold.field) || !field)
      return review.report(under(at, 'field'), 'fieldUnknown', { field: fold.field });
    checkFold(review, fold, field, { data, fact: FACT_SHAPE }, at);
  });
}

const KINDS: Readonly<Record<FoldOperation['op'], readonly ControlField['kind'][]>> = {
  set: ['count', 'int', 'date', 'instant', 'flag', 'id', 'digest'],
  add: ['count', 'int'],
  put: ['set', 'map'],
  drop: ['count', 'int', 'date', 'instant', 'flag', 'id', 'digest', 'set', 'map'],
};

function checkFold(
  review: Review,
  fold: FoldOperation,
  field: ControlField,
  roots: Record<string, Shape>,
  pointer: string,
): void {
  if (!foldFits(fold, field))
    return review.report(pointer, 'foldWrongKind', { op: fold.op, field: fold.field, kind: field.kind });
  const scope = within(review, fold, roots, pointer);
  if (fold.op === 'add') {
    if (typeof fold.by === 'object') source(review, scope, fold.by, under(pointer, 'by'), ['number', 'flag']);
    return;
  }
  if (fold.op === 'set') return source(review, scope, fold.to, under(pointer, 'to'), wanted(field));
  if (fold.key) source(review, scope, fold.key, under(pointer, 'key'), ['text', 'scalar', 'number']);
  if (fold.op === 'put' && fold.to)
    source(review, scope, fold.to, under(pointer, 'to'), ['text', 'number', 'flag', 'scalar'], fold.each !== undefined);
}

function foldFits(fold: FoldOperation, { kind }: ControlField): boolean {
  if (!KINDS[fold.op].includes(kind)) return false;
  if (fold.op === 'put') return (kind === 'map') === (fold.to !== undefined);
  return fold.op !== 'drop' || fold.key === undefined || KINDS.put.includes(kind);
}

function within(review: Review, fold: FoldOperation, roots: Record<string, Shape>, pointer: string): Scope {
  const scope: Scope = { roots, subject: () => undefined };
  const each = 'each' in fold ? fold.each : undefined;
  if (each === undefined) return scope;
  const shape = checkPath(review, scope, each, under(pointer, 'each'));
  if (!shape)
    return {
      ...scope,
      roots: { ...roots, item: { ...roots['fact'], kind: 'any', member: () => roots['fact'] } as Shape },
    };
  if (!isCollection(shape) || shape.kind === 'map')
    review.report(under(pointer, 'each'), 'notACollection', { path: each });
  return { ...scope, roots: { ...roots, item: itemOf(shape) } };
}

function wanted({ kind }: ControlField): readonly Shape['kind'][] {
  if (kind === 'count' || kind === 'int') return ['number'];
  return kind === 'flag' ? ['flag'] : ['text', 'scalar'];
}

type Source = Extract<FoldOperation, { op: 'set' }>['to'];

function source(
  review: Review,
  scope: Scope,
  from: Source,
  pointer: string,
  kinds: readonly Shape['kind'][],
  placed = false,
): void {
  if ('place' in from) {
    if (!placed || !kinds.includes('number')) review.report(under(pointer, 'place'), 'placeOutsideList');
  } else if ('value' in from) {
    const kind = typeof from.value === 'number' ? 'number' : typeof from.value === 'boolean' ? 'flag' : 'text';
    if (!kinds.includes(kind)) review.report(under(pointer, 'value'), 'valueWrongKind', { wanted: kinds.join(', ') });
  } else if ('digest' in from) {
    // Taken over what stands in the fact, where personal fields are sealed.
    if (!shapeAt(scope, from.digest)) review.report(under(pointer, 'digest'), 'pathUnknown', { path: from.digest });
  } else {
    const shape = checkPath(review, scope, from.from, under(pointer, 'from'));
    if (shape && !shape.personal && shape.kind !== 'any' && !kinds.includes(shape.kind))
      review.report(under(pointer, 'from'), 'valueWrongKind', { wanted: kinds.join(', ') });
  }
}
