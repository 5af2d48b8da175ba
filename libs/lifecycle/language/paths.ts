/** Values by path, and yes-or-no questions about them. */
import type { Condition, Scalar } from './fields.js';

/** Roots by name: `input`, `self`, `key`, `actor`, `cycle`, aliases; `item` where something is gone through. */
export type Scope = Readonly<Record<string, unknown>>;

/** Subjects by alias, for questions about stages. */
export interface Stages {
  isIn(alias: string, stage: string): boolean;
}

/**
 * The value at a dotted path, or undefined when it leads nowhere. The last part of a map's path may hold `/` or dots.
 * Through a list (an alias read with `each`, rows of a table) a name leads to what each member has there, in one list.
 */
export function at(scope: Scope, path: string): unknown {
  return follow(scope, path.split('.'));
}

function follow(start: unknown, names: readonly string[]): unknown {
  let value = start;
  for (const [index, name] of names.entries()) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^[0-9]+$/.test(name)) {
      return value.flatMap((each) => follow(each, names.slice(index)) ?? []);
    }
    if (!Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

export function holds(condition: Condition, scope: Scope, stages: Stages): boolean {
  if ('all' in condition) return condition.all.every((each) => holds(each, scope, stages));
  if ('any' in condition) return condition.any.some((each) => holds(each, scope, stages));
  if ('not' in condition) return !holds(condition.not, scope, stages);
  if ('present' in condition) return isThere(at(scope, condition.present));
  if ('absent' in condition) return !isThere(at(scope, condition.absent));
  if ('empty' in condition) return sizeOf(at(scope, condition.empty)) === 0;
  if ('same' in condition) return same(at(scope, condition.same[0]), at(scope, condition.same[1]));
  if ('member' in condition) return isMember(at(scope, condition.of), at(scope, condition.member));
  if ('stage' in condition) return condition.in.some((stage) => stages.isIn(condition.stage, stage));
  if ('less' in condition) return isLess(at(scope, condition.less[0]), at(scope, condition.less[1]));
  const value = at(scope, condition.path);
  if ('is' in condition) return value === condition.is;
  if ('in' in condition) return condition.in.includes(value as Scalar);
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast;
  return typeof value === 'number' && value <= condition.atMost;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== false;
}

/** Numbers by size, dates and instants by time: both as texts of one form. */
export function isLess(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}

function same(a: unknown, b: unknown): boolean {
  return a !== undefined && a === b;
}

/** Whether a value is in a set or list, a key of a map, or the one value itself. */
export function isMember(of: unknown, member: unknown): boolean {
  if (typeof member !== 'string') return false;
  if (Array.isArray(of)) return of.includes(member);
  if (typeof of === 'object' && of !== null) return Object.hasOwn(of, member);
  return of === member;
}

/** How many members, rows or characters' worth of list there are; 0 for nothing. */
export function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** A flag counts 1 when it is true; what is no number counts 0. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : 0;
}

/** The sum of the numbers in a map, of the points in marks, or of a list. */
export function totalOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((all, each) => {
    const points: unknown = typeof each === 'object' && each !== null && 'points' in each ? each.points : each;
    return all + numberOf(points);
  }, 0);
}
