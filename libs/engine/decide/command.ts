/** A command as the doorway hands it on, and what becomes of it. */
import { z } from 'zod';
import type { Json } from '../canonical/canonical-json.js';
import type { Cause } from '../envelope/envelope.js';
import { rejection, type Rejection } from './rejection.js';
import type { Place } from '../ports/sealing.js';
import { ABSENT, LIMITS, STREAM_NAME, streamParts, type Conflict, type Cursor } from '../ports/event-store.js';

/** Who gives it. An account acts by a grant of a role in a unit; a system has a name. */
export type Actor =
  | { readonly account: string; readonly role: string; readonly unit: string; readonly grant: string }
  | { readonly system: string };

/** The thing it is about: a stream, or the parts of its subject's key. */
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

/** What a command says beside its target and input. Some of it is written as it is, and all of it comes from outside. */
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

/** What is wrong with a command before anything is read on its word; target and input are the decider's to judge. */
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

/** A fact about to be written. Its plaintext is sealed at `places` before it is. */
export interface Proposal {
  readonly stream: string;
  readonly type: string;
  readonly tv: number;
  readonly rules: string;
  readonly texts?: string | undefined;
  readonly calendar?: string | undefined;
  readonly data: { readonly [name: string]: Json };
  readonly places: readonly Place[];
  /** Persons of the form who have no id yet: one is drawn for each, and stands in `data.persons`. */
  readonly persons: readonly NewPerson[];
  readonly anonymous?: boolean | undefined;
}

export interface NewPerson {
  /** The part the person has in the form: `head`, or `staff/0` for a row. */
  readonly part: string;
  readonly pointers: readonly string[];
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly at: string;
  /** In the order in which they happen. At least one is on the primary stream. */
  readonly proposals: readonly Proposal[];
  /** Streams that must still stand as they were read, though they are not written. */
  readonly checks: readonly string[];
  /** A choice that is kept out of the log until its ballot is closed. */
  readonly vote?: { readonly ballot: string; readonly choice: Json } | undefined;
  /** The ballot whose rows and key are destroyed once the facts are written. */
  readonly closes?: string | undefined;
}

export type Verdict = Accepted | { readonly kind: 'rejected'; readonly rejection: Rejection };

export type Outcome =
  | {
      readonly kind: 'accepted';
      readonly stream: string;
      /** Revisions written to the primary stream. */
      readonly from: number;
      readonly to: number;
      /** Where the log stood when the command's facts were in it: the same when it is answered again. */
      readonly cursor?: Cursor | undefined;
      readonly repeated: boolean;
      readonly facts: readonly {
        readonly stream: string;
        readonly rev: number;
        readonly type: string;
        readonly id: string;
      }[];
    }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  /** The primary stream moved since it was read (`If-Match`). */
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] };
