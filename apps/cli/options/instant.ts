import { z } from 'zod';
import { usageError } from '../invocation/invocation.js';

/** An instant with its offset, in UTC with milliseconds. @throws {CliError} */
export function parseInstant(at: string): string {
  // People leave the seconds out.
  const whole = at.replace(/(T\d\d:\d\d)(?=Z$|[+-]\d\d:\d\d$)/, '$1:00');
  if (!z.iso.datetime({ offset: true }).safeParse(whole).success) throw usageError('instant.bad', { at });
  return new Date(whole).toISOString();
}
