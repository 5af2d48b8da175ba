/**
 * What a guard is. Each stands in a file of its own, always in this order: `parameters` (the schema of what a command
 * gives it), `check` (names in them that the definition must have; paths and conditions are checked by the schema) and
 * `judge`. A guard looks and refuses; it changes nothing.
 */
import type { z } from 'zod';
import type { GuardUse } from '../../check/review.js';
import type { CommandContext } from '../command-context.js';

export interface Guard {
  readonly parameters: z.ZodType;
  check?(parameters: never, use: GuardUse): void;
  judge(parameters: never, context: CommandContext): void;
}

/** Guards by name and version. What a version means never changes. */
export type Guards = Readonly<Record<string, Guard>>;

/** A guard whose `check` and `judge` take what its schema parses. */
export function guard<S extends z.ZodType>(written: {
  readonly parameters: S;
  check?(parameters: z.infer<S>, use: GuardUse): void;
  judge(parameters: z.infer<S>, context: CommandContext): void;
}): Guard {
  return written as Guard;
}
