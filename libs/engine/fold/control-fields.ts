/**
 * Control fields, and the operations that fold facts into them. So a programme describes its state as data, without code.
 */
import { canonicalHash } from '../canonical/digest.js';
import type { ControlField, FactView, Fields, Fold, FoldOperation, Scalar, Source } from './rules.js';

/** A fact does not fit the control fields: a value is missing or of the wrong kind, or above a maximum. */
export class FoldRefused extends Error {
  constructor(
    readonly field: string,
    readonly why: 'missing' | 'kind' | 'maximum',
    detail: string,
  ) {
    super(`${field}: ${why}: ${detail}`);
  }
}

/** Keys of sets and maps: stream names, ids, `quota/unit`. Excludes names with a meaning in JavaScript, like `__proto__`. */
const MEMBER = /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,219}$/;

type Getter = (fact: FactView, item: unknown, place?: number) => unknown;

/** The control fields of a subject before its first fact. */
export function initialFields(fields: Readonly<Record<string, ControlField>>): Fields {
  const initial: Record<string, Fields[string]> = {};
  for (const [name, { kind }] of Object.entries(fields)) {
    if (kind === 'count') initial[name] = 0;
    else if (kind === 'flag') initial[name] = false;
    else if (kind === 'set') initial[name] = [];
    else if (kind === 'map') initial[name] = {};
  }
  return initial;
}

/** One function for the operations of a fact type, in order. */
export function compileFold(
  operations: readonly FoldOperation[],
  declared: Readonly<Record<string, ControlField>>,
): Fold {
  if (operations.length === 0) return (fields) => fields;
  const steps = operations.map((operation) => compileOperation(operation, declaration(declared, operation.field)));
  return (fields, fact) => {
    const next: Record<string, Fields[string]> = { ...fields };
    for (const step of steps) step(next, fact);
    return next;
  };
}

function declaration(declared: Readonly<Record<string, ControlField>>, field: string): ControlField {
  const found = declared[field];
  if (!found) throw new FoldRefused(field, 'missing', 'no such control field');
  return found;
}

type Step = (fields: Record<string, Fields[string]>, fact: FactView) => void;

function compileOperation(operation: FoldOperation, declared: ControlField): Step {
  switch (operation.op) {
    case 'set':
      return compileSet(operation.field, compileSource(operation.to), declared);
    case 'add':
      return compileAdd(operation.field, operation.by, declared);
    case 'put':
      return compilePut(operation, declared);
    case 'drop':
      return compileDrop(operation, declared);
  }
}

function compileSet(field: string, get: Getter, declared: ControlField): Step {
  return (fields, fact) => {
    const value = get(fact, undefined);
    // An optional field that was left empty unsets the control field.
    if (value === undefined) delete fields[field];
    else fields[field] = checkValue(field, value, declared);
  };
}

function compileAdd(field: string, by: number | { readonly from: string }, declared: ControlField): Step {
  const get = typeof by === 'number' ? () => by : compilePath(by.from);
  return (fields, fact) => {
    const found = get(fact, undefined);
    const amount = typeof found === 'boolean' ? Number(found) : (found ?? 0);
    if (typeof amount !== 'number') throw new FoldRefused(field, 'kind', 'not a number');
    fields[field] = checkValue(field, ((fields[field] as number | undefined) ?? 0) + amount, declared);
  };
}

function compilePut(operation: FoldOperation & { op: 'put' }, declared: ControlField): Step {
  const { field } = operation;
  const key = compileSource(operation.key);
  const to = operation.to && compileSource(operation.to);
  const items = each(operation.each);
  return (fields, fact) => {
    for (const [index, item] of items(fact).entries()) {
      const member = memberName(key(fact, item));
      if (member === undefined) throw new FoldRefused(field, 'kind', 'not a member');
      if (to) {
        const value = to(fact, item, index + 1);
        if (!isScalar(value)) throw new FoldRefused(field, 'missing', `no value for ${member}`);
        fields[field] = { ...(fields[field] as Record<string, Scalar>), [member]: value };
      } else fields[field] = insertMember(fields[field] as readonly string[], member);
    }
    const size = Object.keys(fields[field] as object).length;
    if (size > declared.max) throw new FoldRefused(field, 'maximum', `${size} of ${declared.max}`);
  };
}

function compileDrop(operation: FoldOperation & { op: 'drop' }, declared: ControlField): Step {
  const { field } = operation;
  const key = operation.key && compileSource(operation.key);
  const items = each(operation.each);
  return (fields, fact) => {
    if (!key) {
      const empty = initialFields({ [field]: declared })[field];
      if (empty === undefined) delete fields[field];
      else fields[field] = empty;
      return;
    }
    for (const item of items(fact)) {
      const member = memberName(key(fact, item));
      const held = fields[field];
      if (Array.isArray(held))
        fields[field] = (held as readonly string[]).filter((compileItems) => compileItems !== member);
      else
        fields[field] = Object.fromEntries(
          Object.entries(held as Record<string, Scalar>).filter(([each]) => each !== member),
        );
    }
  };
}

/** The key of a member; a number (of days, a place) as its digits. */
function memberName(value: unknown): string | undefined {
  const member = Number.isSafeInteger(value) ? String(value as number) : value;
  return typeof member === 'string' && MEMBER.test(member) ? member : undefined;
}

/** Binary insertion: sets are sorted by code units, so that equal sets have equal bytes. */
function insertMember(held: readonly string[], member: string): readonly string[] {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((held[middle] as string) < member) low = middle + 1;
    else high = middle;
  }
  return held[low] === member ? held : [...held.slice(0, low), member, ...held.slice(low)];
}

/** Whether the value of another edition's field fits this one. */
export function fits(value: Fields[string], declared: ControlField): boolean {
  if (Array.isArray(value)) return declared.kind === 'set' && value.length <= declared.max;
  if (typeof value === 'object') return declared.kind === 'map' && Object.keys(value).length <= declared.max;
  try {
    checkValue('', value, declared);
    return true;
  } catch (error) {
    if (error instanceof FoldRefused) return false;
    throw error;
  }
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value);
}

function checkValue(field: string, value: unknown, declared: ControlField): Scalar {
  switch (declared.kind) {
    case 'count':
    case 'int':
      if (!Number.isSafeInteger(value)) throw new FoldRefused(field, 'kind', 'not an integer');
      if ((value as number) > declared.max)
        throw new FoldRefused(field, 'maximum', `${String(value)} of ${declared.max}`);
      return value as number;
    case 'flag':
      if (typeof value !== 'boolean') throw new FoldRefused(field, 'kind', 'not a flag');
      return value;
    case 'set':
    case 'map':
      throw new FoldRefused(field, 'kind', 'a set or map is not set as a whole');
    default:
      if (typeof value !== 'string') throw new FoldRefused(field, 'kind', 'not a text');
      return value;
  }
}

function compileSource(from: Source): Getter {
  if ('value' in from) return () => from.value;
  if ('place' in from) return (_fact, _item, place) => place;
  if ('from' in from) return compilePath(from.from);
  const get = compilePath(from.digest);
  return (fact, item) => {
    const value = get(fact, item);
    return value === undefined ? undefined : canonicalHash(value);
  };
}

function each(from: string | undefined): (fact: FactView) => readonly unknown[] {
  if (from === undefined) return () => ONCE;
  const get = compilePath(from);
  return (fact) => {
    const found = get(fact, undefined);
    if (found === undefined) return [];
    if (Array.isArray(found)) return found;
    throw new FoldRefused(from, 'kind', 'not a list');
  };
}

const ONCE: readonly unknown[] = [undefined];

const OF_FACT: Readonly<Record<string, (fact: FactView) => unknown>> = {
  id: (fact) => fact.id,
  stream: (fact) => fact.stream,
  at: (fact) => fact.at,
  on: (fact) => fact.on ?? undefined,
  account: (fact) => ('account' in fact.by ? fact.by.account : undefined),
  unit: (fact) => ('unit' in fact.by ? fact.by.unit : undefined),
  for: (fact) => fact.for?.stream,
};

function compilePath(dotted: string): Getter {
  const [root, ...names] = dotted.split('.');
  if (root === 'fact') {
    const get = OF_FACT[names.join('.')];
    if (!get) throw new FoldRefused(dotted, 'missing', 'no such member of a fact');
    return get;
  }
  if (root !== 'data' && root !== 'item') throw new FoldRefused(dotted, 'missing', 'paths start at data, item or fact');
  const start: Getter = root === 'data' ? (fact) => fact.data : (_fact, item) => item;
  return (fact, item) => {
    let value = start(fact, item);
    for (const name of names) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return value;
  };
}
