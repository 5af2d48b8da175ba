/** What the schema of definitions refuses, as codes that say which rule of the vocabulary was broken. */
import type { z } from 'zod';
import { type Definition, definitionSchema } from '../definition/definition.js';
import { type Fault, under } from './review.js';

/** Deeper than any programme; without a limit a few kilobytes of brackets would exhaust the stack. */
const MOST_DEPTH = 60;
/** A definition that is wrong everywhere needs no complete list. */
const MOST_PROBLEMS = 200;

type Issue = z.core.$ZodIssue;

/** The definition, or what its schema refuses. */
export function parseDefinition(
  value: unknown,
): { readonly definition: Definition } | { readonly problems: readonly Fault[] } {
  if (isTooDeep(value)) return { problems: [{ pointer: '', reason: 'tooDeep', params: { limit: MOST_DEPTH } }] };
  const parsed = definitionSchema.safeParse(value);
  if (parsed.success) return { definition: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, value, [])).slice(0, MOST_PROBLEMS) };
}

/** Texts that come alone, or what the schema refuses in them. */
export function parseTexts(
  value: unknown,
): { readonly texts: Definition['texts'] } | { readonly problems: readonly Fault[] } {
  const parsed = definitionSchema.shape.texts.safeParse(value);
  if (parsed.success) return { texts: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, value, [])).slice(0, MOST_PROBLEMS) };
}

function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_DEPTH) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

function problemsOf(issue: Issue, root: unknown, before: readonly PropertyKey[]): Fault[] {
  const path = [...before, ...issue.path];
  const names = path.map(String);
  const pointer = under('', ...names);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: under(pointer, key), reason: 'keyForbidden', params: { key } }));
    case 'invalid_key':
      return [nameProblem(names, pointer)];
    case 'invalid_union':
      return unionProblems(issue, root, path, pointer);
    case 'invalid_value':
      if (names.at(-1) === 'initial') return [{ pointer, reason: 'initialNotAbsent' }];
      if (names.at(-1) === 'type' && valueAt(root, path) === 'final') return [{ pointer, reason: 'finalForbidden' }];
      return [{ pointer, reason: 'notAChoice', params: { choices: issue.values.join(', ') } }];
    case 'invalid_type':
      return [typeProblem(issue, names, pointer, valueAt(root, path))];
    case 'custom':
      if (names.at(-1) === 'meta') return [{ pointer, reason: 'deadlineOrReason' }];
      return [{ pointer, reason: 'malformed' }];
    case 'invalid_format':
      return [formatProblem(names, pointer)];
    case 'too_big':
      return [{ pointer, reason: 'tooLarge', params: { limit: Number(issue.maximum) } }];
    case 'too_small':
      return [{ pointer, reason: 'tooSmall', params: { limit: Number(issue.minimum) } }];
    default:
      return [{ pointer, reason: 'malformed' }];
  }
}

/** A name that is no name: in a chart's `on` it would be an event that XState makes itself, or a wildcard. */
function nameProblem(names: readonly string[], pointer: string): Fault {
  const name = names.at(-1) ?? '';
  const of = names.at(-2);
  if (of === 'on' || of === 'facts') {
    return name.includes('*')
      ? { pointer, reason: 'wildcardForbidden' }
      : { pointer, reason: 'factTypeForbidden', params: { fact: name } };
  }
  return name.includes('.')
    ? { pointer, reason: 'dotForbidden', params: { name } }
    : { pointer, reason: 'nameMalformed', params: { name } };
}

function formatProblem(names: readonly string[], pointer: string): Fault {
  return names.at(-2) === 'on' && names[0] === 'subjects'
    ? { pointer, reason: 'targetMalformed' }
    : { pointer, reason: 'malformed' };
}

function typeProblem(
  issue: Issue & { code: 'invalid_type' },
  names: readonly string[],
  pointer: string,
  value: unknown,
): Fault {
  if (value !== undefined) return { pointer, reason: 'wrongType', params: { expected: issue.expected } };
  if (names.at(-1) === 'holder') return { pointer, reason: 'holderMissing' };
  if (names.at(-1) === 'initial') return { pointer, reason: 'initialNotAbsent' };
  return { pointer, reason: 'required', params: { expected: issue.expected } };
}

/**
 * Of the words that might have been meant, the one whose own members are there: it alone has something to say. When
 * no word fits, or several do, the word itself is the fault.
 */
function unionProblems(
  issue: Issue & { code: 'invalid_union' },
  root: unknown,
  path: readonly PropertyKey[],
  pointer: string,
): Fault[] {
  const meant = issue.errors.filter((errors) =>
    errors.every((each) => each.path.length > 0 && valueAt(root, [...path, ...each.path]) !== undefined),
  );
  const [only] = meant;
  if (only && meant.length === 1) return only.flatMap((each) => problemsOf(each, root, path));
  return [{ pointer, reason: 'wordUnknown' }];
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[name];
  }
  return value;
}
