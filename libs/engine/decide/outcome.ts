/** What became of a command. */
import type { Conflict, Cursor } from '../ports/event-store.js';
import type { Rejection } from './rejection.js';

export type Outcome =
  | {
      readonly kind: 'accepted';
      readonly stream: string;
      /** Revisions written to the primary stream. */
      readonly from: number;
      readonly to: number;
      /** A place in the log after the command's facts. The same when the command is answered again. */
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
  /** The primary stream is not at the expected revision (`If-Match`). */
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] };
