/** Problems that a request ends with, as errors: RFC 9457. */
import { REJECTIONS, type Problem, type Rejection } from '../../../libs/engine/decide/rejection.js';
import { NOTHING_KNOWN, type Known } from '../../../libs/lifecycle/messages/labels.js';
import type { ApiReason } from './messages.js';

/** Where something is wrong: at a JSON pointer of the body, or of the query, headers or path taken as one object each. */
export type PlacedProblem = Problem & { readonly in: 'body' | 'query' | 'header' | 'path' };

export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly reason: ApiReason | keyof typeof REJECTIONS,
    readonly params: Rejection['params'] = {},
    readonly problems: readonly PlacedProblem[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
    /** By which the sentences name things. */
    readonly known: Known = NOTHING_KNOWN,
  ) {
    super(reason);
  }
}

const STATUS = { input: 422, state: 409, role: 403, absent: 404 } as const;

/** A rejection of the engine. `at`: where in the body a place in the input stands. */
export function problemOfRejection(
  { reason, params, problems }: Rejection,
  known: Known,
  at: (pointer: string) => string = (pointer) => pointer,
): HttpProblem {
  const placed = problems.map((problem) => ({
    ...problem,
    in: 'body' as const,
    pointer: isInTarget(problem.pointer) ? problem.pointer : at(problem.pointer),
  }));
  return new HttpProblem(STATUS[REJECTIONS[reason]], reason, params, placed, {}, known);
}

/** The target stands at the body's root, all else where the input stands. */
function isInTarget(pointer: string): boolean {
  return /^\/target(\/key\/|$)/.test(pointer);
}

export function revisionMoved(stream: string, expected: number, actual: number): HttpProblem {
  return new HttpProblem(412, 'revisionMoved', { stream, expected, actual }, [], { etag: `"${actual}"` });
}

export const unavailable = (outcome: 'nothingWritten' | 'unknown'): HttpProblem =>
  new HttpProblem(503, outcome === 'unknown' ? 'outcomeUnknown' : 'unavailable', { outcome }, [], {
    'retry-after': '1',
  });
