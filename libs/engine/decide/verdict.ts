/** What the decider answers to a command: the facts that it proposes, or a rejection. */
import type { Json } from '../canonical/canonical-json.js';
import type { Place } from '../ports/sealing.js';
import type { Rejection } from './rejection.js';

/** A fact to be written. Its data is plaintext until it is sealed at `places`. */
export interface Proposal {
  readonly stream: string;
  readonly type: string;
  readonly tv: number;
  readonly rules: string;
  readonly texts?: string | undefined;
  readonly calendar?: string | undefined;
  readonly data: { readonly [name: string]: Json };
  readonly places: readonly Place[];
  /** Persons of the form without an id: one is drawn for each, and written to `data.persons`. */
  readonly persons: readonly NewPerson[];
  readonly anonymous?: boolean | undefined;
}

export interface NewPerson {
  /** Where the person is in the form: `head`, or `staff/0` for a row. */
  readonly part: string;
  readonly pointers: readonly string[];
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly at: string;
  /** In the order in which they happen. At least one is on the primary stream. */
  readonly proposals: readonly Proposal[];
  /** Streams that are not written, but must not have changed since they were read. */
  readonly checks: readonly string[];
  /** A choice that is kept outside the log until its ballot is closed. */
  readonly vote?: { readonly ballot: string; readonly choice: Json } | undefined;
  /** The ballot whose votes and key are destroyed once the facts are written. */
  readonly closes?: string | undefined;
}

export type Verdict = Accepted | { readonly kind: 'rejected'; readonly rejection: Rejection };
