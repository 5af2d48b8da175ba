/** Options of reads, validated in one place for every adapter. */
import { ABSENT, INSTANT } from '../../engine/ports/event-store.js';
import type { ReadStreamOptions } from '../../engine/ports/event-store.js';

/** The options of a stream read with their defaults: revisions `low` to `high`, both inclusive. */
export interface ReadRange {
  readonly low: number;
  readonly high: number;
  readonly until: string | undefined;
  readonly backwards: boolean;
  readonly limit: number;
}

/** @throws {RangeError} an option is invalid. */
export function parseReadOptions(options: ReadStreamOptions): ReadRange {
  const { backwards = false, until } = options;
  if (until !== undefined && !INSTANT.test(until)) {
    throw new RangeError(`until: ${JSON.stringify(until)} is not an instant in UTC with milliseconds`);
  }
  const first = revision('from', options.from);
  const last = revision('to', options.to);
  return {
    low: (backwards ? last : first) ?? 0,
    high: (backwards ? first : last) ?? Number.MAX_SAFE_INTEGER,
    until,
    backwards,
    limit: parseLimit(options.limit),
  };
}

/** A limit of facts; undefined: no limit. @throws {RangeError} */
export function parseLimit(limit: number | undefined): number {
  if (limit === undefined) return Number.MAX_SAFE_INTEGER;
  if (!Number.isSafeInteger(limit) || limit < 0) throw new RangeError(`limit: ${limit} is not a number of facts`);
  return limit;
}

function revision(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < ABSENT)) {
    throw new RangeError(`${name}: ${value} is not a revision`);
  }
  return value;
}
