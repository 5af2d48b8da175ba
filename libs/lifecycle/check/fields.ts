/** Field lists of forms, inputs and facts: forms and choices that are there, conditions about what is asked beside. */
import { checkCondition } from './expressions.js';
import { listShape } from './paths.js';
import { type FormFields, type Review, under } from './review.js';
import type { Field, FieldList } from '../language/fields.js';

export function checkForms(review: Review): void {
  for (const [name, form] of Object.entries(review.definition.forms)) {
    const pointer = under('', 'forms', name, 'fields');
    checkFields(review, form.fields, pointer);
    if (namedIn(form.fields, review.definition.forms).has(name)) review.report(pointer, 'formInItself', { form: name });
  }
}

export function checkFields(review: Review, list: FieldList, pointer: string): void {
  const { forms } = review.definition;
  const scope = { roots: { form: listShape(list, forms) }, subject: () => undefined };
  for (const [name, field] of Object.entries(list)) {
    const at = under(pointer, name);
    if (typeof field.required === 'object')
      checkCondition(review, scope, field.required.when, under(at, 'required', 'when'));
    if (field.kind === 'form' && !Object.hasOwn(forms, field.form))
      review.report(under(at, 'form'), 'formUnknown', { form: field.form });
    if (field.kind === 'list' && field.of === 'choice' && !field.choices) review.report(at, 'choicesMissing');
    if (field.kind === 'table') checkTable(review, field, at);
    if (field.kind === 'branch') checkBranch(review, field, list[field.on], at);
    if (field.kind === 'int' && field.min !== undefined && field.max !== undefined && field.min > field.max)
      review.report(at, 'rangeEmpty', { min: field.min, max: field.max });
  }
}

function checkTable(review: Review, field: Field & { kind: 'table' }, pointer: string): void {
  checkFields(review, field.columns, under(pointer, 'columns'));
  if (field.fixed && !Object.hasOwn(field.columns, 'row')) review.report(under(pointer, 'fixed'), 'rowColumnMissing');
}

function checkBranch(review: Review, field: Field & { kind: 'branch' }, on: Field | undefined, pointer: string): void {
  const values = on?.kind === 'flag' ? ['true', 'false'] : on?.kind === 'choice' ? on.of : undefined;
  if (!values) return review.report(under(pointer, 'on'), 'fieldUnknown', { field: field.on });
  for (const [value, fields] of Object.entries(field.cases)) {
    if (!values.includes(value)) review.report(under(pointer, 'cases', value), 'caseUnknown', { case: value });
    checkFields(review, fields, under(pointer, 'cases', value));
  }
}

/** The forms that a list asks for, also by way of others. */
function namedIn(list: FieldList, forms: FormFields): Set<string> {
  const names = new Set(directly(list));
  for (const name of names) for (const further of directly(forms[name]?.fields ?? {})) names.add(further);
  return names;
}

function directly(list: FieldList): string[] {
  return Object.values(list).flatMap((field) => {
    if (field.kind === 'form') return [field.form];
    if (field.kind === 'table') return directly(field.columns);
    return field.kind === 'branch' ? Object.values(field.cases).flatMap(directly) : [];
  });
}

/**
 * Whether every value that one field takes is taken by the other too: an input by the fact it is copied into. Looks at
 * what would otherwise be found only when somebody enters it.
 */
export function fits(from: Field, to: Field): boolean {
  if (to.kind === 'scalar')
    return ['scalar', 'text', 'id', 'choice', 'flag', 'int', 'date', 'digest'].includes(from.kind);
  if (from.kind !== to.kind) return to.kind === 'id' ? from.kind === 'choice' : false;
  const within = (
    min: number | undefined,
    max: number | undefined,
    low: number | undefined,
    high: number | undefined,
  ): boolean => (low === undefined || (min ?? -Infinity) >= low) && (high === undefined || (max ?? Infinity) <= high);
  switch (from.kind) {
    case 'text':
      return (
        to.kind === 'text' &&
        within(from.min ?? 1, from.max, to.min ?? 1, to.max) &&
        (!from.lines || to.lines === true) &&
        (to.pattern === undefined || to.pattern === from.pattern)
      );
    case 'int':
      return to.kind === 'int' && within(from.min, from.max, to.min, to.max);
    case 'choice':
      return to.kind === 'choice' && from.of.every((value) => to.of.includes(value));
    case 'list':
      return (
        to.kind === 'list' &&
        from.of === to.of &&
        from.max <= to.max &&
        (from.choices ?? []).every((value) => to.choices?.includes(value))
      );
    case 'marks':
      return to.kind === 'marks' && from.items <= to.items;
    case 'form':
      return to.kind === 'form' && from.form === to.form;
    case 'table':
      return (
        to.kind === 'table' &&
        within(from.rows.min ?? 0, from.rows.max, to.rows.min ?? 0, to.rows.max) &&
        listFits(from.columns, to.columns)
      );
    default:
      return true;
  }
}

function listFits(from: FieldList, to: FieldList): boolean {
  const asked = Object.entries(from).every(([name, field]) => {
    const other = Object.hasOwn(to, name) ? to[name] : undefined;
    return other !== undefined && fits(field, other) && (isRequired(field) || !isRequired(other));
  });
  return asked && Object.entries(to).every(([name, field]) => Object.hasOwn(from, name) || !isRequired(field));
}

/** Whether the field must be there whatever else is. */
export function isRequired(field: Field): boolean {
  return field.kind !== 'branch' && (field.required === undefined || field.required === true);
}
