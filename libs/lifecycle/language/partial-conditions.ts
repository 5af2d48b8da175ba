/** Conditions of which not everything is known yet: yes, no, or neither. */
import type { Condition } from './fields.js';
import { holds, type Scope, type Stages } from './paths.js';

/**
 * Whether a condition holds whatever stands at the roots that are `unknown` (`input`, `fact`, an alias that was not
 * read); undefined where it hangs on them.
 */
export function answerTo(
  condition: Condition,
  scope: Scope,
  stages: Stages,
  unknown: ReadonlySet<string>,
): boolean | undefined {
  if ('not' in condition) {
    const answer = answerTo(condition.not, scope, stages, unknown);
    return answer === undefined ? undefined : !answer;
  }
  if ('all' in condition || 'any' in condition) {
    const decisive = 'any' in condition;
    const inner = 'any' in condition ? condition.any : condition.all;
    const answers = inner.map((each) => answerTo(each, scope, stages, unknown));
    if (answers.includes(decisive)) return decisive;
    return answers.includes(undefined) ? undefined : !decisive;
  }
  return [...rootsOf(condition)].some((root) => unknown.has(root)) ? undefined : holds(condition, scope, stages);
}

/** The first parts of all paths in a value, and whatever else stands in it as a text: more than the roots, never less. */
export function* rootsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value.split('.')[0] ?? '';
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* rootsOf(inner);
}

export function hangsOn(value: unknown, unknown: ReadonlySet<string>): boolean {
  for (const root of rootsOf(value)) if (unknown.has(root)) return true;
  return false;
}
