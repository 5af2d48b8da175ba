/** A command: who wants what done with which subject. */
import { z } from 'zod';
import type { Cause } from '../envelope/envelope.js';
import { rejection, type Rejection } from './rejection.js';
import { ABSENT, LIMITS, STREAM_NAME, streamParts } from '../ports/event-store.js';

/** Who gives the command. An account acts by the grant of a role in a unit; a system has a name. */
export type Actor =
  | { readonly account: string; readonly role: string; readonly unit: string; readonly grant: string }
  | { readonly system: string };

/** What the command is about: a stream, or the parts of its subject's key. */
export type Target = { readonly stream: string } | { readonly key: Readonly<Record<string, string>> };

export interface Command {
  readonly root: string;
  /** Id of the cycle whose rules govern it; a command of the platform has none. */
  readonly cycle?: string | undefined;
  readonly name: string;
  readonly target: Target;
  readonly input: unknown;
  readonly by: Actor;
  /** The person or body on whose behalf a clerk types. */
  readonly for?: { readonly stream: string } | undefined;
  /** The client's idempotency key. */
  readonly key: string;
  /** The revision the primary stream must have (`If-Match`). */
  readonly expected?: number | undefined;
  /** The date on paper. */
  readonly on?: string | undefined;
  /** Parts of the form that somebody else has taken over (a new head): they get ids of their own. */
  readonly newPersons?: readonly string[] | undefined;
  readonly cause?: Cause | undefined;
}

const part = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .max(80);
const text = z.string().min(1).max(100);

/** The members of a command beside its target and input. All come from outside, and some are written to the log unchanged. */
const commandSchema = z.looseObject({
  root: part,
  by: z.union([
    z.strictObject({ account: part, role: text, unit: part, grant: part }),
    z.strictObject({ system: text }),
  ]),
  for: z.strictObject({ stream: z.string().max(LIMITS.streamNameLength).regex(STREAM_NAME) }).optional(),
  key: z.string().min(1).max(200),
  expected: z.int().min(ABSENT).optional(),
  on: z.iso.date().optional(),
});

/** Checks a command before anything is read for it. Target and input are checked by the decider. */
export function validateCommand(command: Command): Rejection | undefined {
  const parsed = commandSchema.safeParse(command);
  if (!parsed.success) {
    const pointers = parsed.error.issues.map(({ path }) => `/${path.join('/')}`);
    return rejection(
      'malformed',
      {},
      pointers.map((pointer) => ({ pointer, reason: 'malformed' })),
    );
  }
  if (command.for && streamParts(command.for.stream).root !== command.root)
    return rejection('malformed', {}, [{ pointer: '/for/stream', reason: 'malformed' }]);
  return undefined;
}
