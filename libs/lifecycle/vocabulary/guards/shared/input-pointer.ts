/** Where in a command's input a fault lies. */
import type { Problem } from '../../../../engine/decide/rejection.js';
import { under } from '../../../check/review.js';

/** The JSON pointer of a path, without its root. */
export function inputPointer(path: string): string {
  return under('', ...path.split('.').slice(1));
}

/** Problems of a value that stands at `path` in the input. */
export function problemsIn(path: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, pointer: `${inputPointer(path)}${problem.pointer}` }));
}
