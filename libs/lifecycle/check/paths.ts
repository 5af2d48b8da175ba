/** What paths may lead to: the shape of inputs, control fields and facts, and which of it is sealed. */
import type { Definition } from '../definition/definition.js';
import { type Field, type FieldList, ownerOf } from '../language/fields.js';
import type { FormFields, Review } from './review.js';
import type { ControlField, SubjectDefinition } from '../definition/subject-definition.js';

type Kind = 'number' | 'flag' | 'text' | 'scalar' | 'set' | 'map' | 'list' | 'object' | 'any';

export interface Shape {
  readonly kind: Kind;
  /** Sealed when it is written. */
  readonly personal: boolean;
  /** May be missing though the path is right. */
  readonly optional: boolean;
  member(name: string): Shape | undefined;
  /** Whether anything in it is sealed. */
  sealedInside(): boolean;
}

const NOTHING = (): undefined => undefined;
const NO = (): boolean => false;
const YES = (): boolean => true;

export function plain(kind: Kind, member: Shape['member'] = NOTHING): Shape {
  return { kind, personal: false, optional: false, member, sealedInside: NO };
}

const TEXT = plain('text');
const ANY: Shape = plain('any', () => ANY);

export function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  return plain('object', (name) => (Object.hasOwn(members, name) ? members[name] : undefined));
}

/** The value that something is gone through with: a row of a table, or a member of a set, list or map. */
export function itemOf(shape: Shape): Shape {
  if (shape.kind !== 'list') return { ...TEXT, personal: shape.personal };
  return shape.member('0') ?? TEXT;
}

export function isCollection({ kind }: Shape): boolean {
  return kind === 'set' || kind === 'map' || kind === 'list' || kind === 'any';
}

/** The shape of a field list; undefined members are not asked for. */
export function listShape(list: FieldList, forms: FormFields): Shape {
  return {
    kind: 'object',
    personal: false,
    optional: false,
    member: (name) => {
      const field = Object.hasOwn(list, name) ? list[name] : undefined;
      return field && fieldShape(field, forms);
    },
    sealedInside: () => Object.values(list).some((field) => isSealed(fieldShape(field, forms))),
  };
}

function isSealed(shape: Shape): boolean {
  return shape.personal || shape.sealedInside();
}

export function fieldShape(field: Field, forms: FormFields): Shape {
  const optional = field.required !== undefined && field.required !== true;
  const shape = openShape(field, forms);
  if (ownerOf(field) === false) return { ...shape, optional };
  // What a blob is found and proved by stays open: digest, size, type.
  if (field.kind === 'attachment') return { ...objectOf({ ...BLOB, name: SEALED }), optional, sealedInside: YES };
  const member = (name: string): Shape | undefined => {
    const inner = shape.member(name);
    return inner && { ...inner, personal: true };
  };
  return { kind: shape.kind, personal: true, optional, member, sealedInside: YES };
}

const SEALED: Shape = { ...TEXT, personal: true, sealedInside: YES };

const BLOB = { digest: TEXT, bytes: plain('number'), type: TEXT, name: TEXT };

const MARK = objectOf({
  points: plain('number'),
  count: plain('number'),
  flag: plain('flag'),
  met: plain('list'),
  reason: SEALED,
  deductions: { ...ANY, personal: true },
});

function openShape(field: Field, forms: FormFields): Shape {
  switch (field.kind) {
    case 'int':
      return plain('number');
    case 'flag':
      return plain('flag');
    case 'scalar':
      return plain('scalar');
    case 'list':
      return plain('list', (name) => (isIndex(name) ? plain(field.of === 'int' ? 'number' : 'text') : undefined));
    case 'marks':
      return { ...plain('map', () => MARK), sealedInside: YES };
    case 'table': {
      const row = listShape(field.columns, forms);
      return { ...row, kind: 'list', member: (name) => (isIndex(name) ? row : row.member(name)) };
    }
    case 'form':
      return listShape(forms[field.form]?.fields ?? {}, forms);
    case 'branch':
      return listShape(Object.assign({}, ...Object.values(field.cases)) as FieldList, forms);
    case 'signature':
    case 'seal':
      return objectOf({ on: TEXT });
    case 'value':
      return ANY;
    case 'attachment':
      return objectOf(BLOB);
    default:
      return TEXT;
  }
}

function isIndex(name: string): boolean {
  return /^[0-9]+$/.test(name);
}

function controlShape({ kind }: ControlField): Shape {
  if (kind === 'count' || kind === 'int') return plain('number');
  if (kind === 'flag') return plain('flag');
  if (kind === 'set') return plain('set', (name) => (isIndex(name) ? TEXT : undefined));
  if (kind === 'map') return plain('map', () => plain('scalar'));
  return TEXT;
}

export function controlFields(subject: SubjectDefinition, more: Readonly<Record<string, Shape>> = {}): Shape {
  return objectOf({
    ...Object.fromEntries(Object.entries(subject.fields).map(([name, field]) => [name, controlShape(field)])),
    ...more,
  });
}

export function keyShape(subject: SubjectDefinition): Shape {
  const names = subject.lives === 'cycle' ? ['cycle', ...subject.key] : subject.key;
  return objectOf(Object.fromEntries(names.map((name) => [name, TEXT])));
}

/** The cycle as paths see it; its settings and deadlines are those that the programme names. */
export function cycleShape(
  cycle: SubjectDefinition,
  { settings, deadlines }: Pick<Definition, 'settings' | 'deadlines'>,
): Shape {
  const named = (names: object, kind: Kind): Shape =>
    plain('map', (name) => (Object.hasOwn(names, name) ? plain(kind) : undefined));
  return controlFields(cycle, { id: TEXT, settings: named(settings, 'scalar'), deadlines: named(deadlines, 'text') });
}

/** What a fact's data holds. Persons of the form get an id each, which stands beside. */
export function dataShape(fields: FieldList, forms: FormFields): Shape {
  const persons: Field = { kind: 'table', columns: { part: { kind: 'id' }, id: { kind: 'id' } }, rows: { max: 2000 } };
  return listShape({ ...fields, persons }, forms);
}

export const FACT_SHAPE: Shape = objectOf(
  Object.fromEntries(['id', 'stream', 'at', 'on', 'account', 'unit', 'for'].map((name) => [name, TEXT])),
);
export const ACTOR_SHAPE: Shape = objectOf(
  Object.fromEntries(['account', 'role', 'unit', 'grant', 'system'].map((name) => [name, TEXT])),
);
export const COMMAND_SHAPE: Shape = objectOf(Object.fromEntries(['on', 'for', 'stream'].map((name) => [name, TEXT])));

/** From where paths start, and which subject an alias stands for where a stage is asked. */
export interface Scope {
  readonly roots: Readonly<Record<string, Shape>>;
  subject(alias: string): SubjectDefinition | undefined;
}

export function shapeAt({ roots }: Scope, path: string): Shape | undefined {
  const [root = '', ...names] = path.split('.');
  let shape = Object.hasOwn(roots, root) ? roots[root] : undefined;
  for (const name of names) {
    const personal: boolean = shape?.personal ?? false;
    const next: Shape | undefined = shape?.member(name);
    shape = next && personal ? { ...next, personal } : next;
  }
  return shape;
}

/** `value`: what stands there decides or is written openly. `presence`: only that something stands there. `whole`: all in it. */
export type Use = 'value' | 'presence' | 'whole';

export function checkPath(
  review: Review,
  scope: Scope,
  path: string,
  pointer: string,
  use: Use = 'value',
): Shape | undefined {
  const shape = shapeAt(scope, path);
  if (!shape) review.report(pointer, 'pathUnknown', { path });
  else if (use !== 'presence' && (shape.personal || (use === 'whole' && shape.sealedInside())))
    review.report(pointer, 'personalRead', { path });
  return shape;
}
