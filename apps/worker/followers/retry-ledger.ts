/**
 * What the log refused although it is owed, and when it is tried again. What stood in the way may pass: then it is tried
 * again, each time after a longer pause. What no time mends (the root's rules do not know the command, or refuse its
 * input or its giver) is left to people, and is tried again after the next start, or when the deadline moves. An operator
 * sees both. Bounded: the oldest entries are forgotten, and so tried again.
 */
import { REJECTIONS, type RejectionReason } from '../../../libs/engine/decide/rejection.js';

const MOST = 10_000;
/** The first pause; each further one is twice as long. By Hearth's clock, so under a virtual clock too. */
const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

interface Entry {
  readonly tries: number;
  /** ms since 1970; undefined: not tried again by itself. */
  readonly again: number | undefined;
}

export class RetryLedger {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  /** Whether it was refused, and is not to be tried again yet. */
  blocks(id: string): boolean {
    const entry = this.#entries.get(id);
    return entry !== undefined && (entry.again === undefined || this.now() < entry.again);
  }

  /** Records a refusal. Returns when it is tried again; undefined when it is not. */
  record(id: string, reason: RejectionReason): number | undefined {
    const tries = (this.#entries.get(id)?.tries ?? 0) + 1;
    const again = canPass(reason) ? this.now() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) : undefined;
    // Deleted first, so that it becomes the newest entry.
    this.#entries.delete(id);
    this.#entries.set(id, { tries, again });
    if (this.#entries.size > MOST)
      for (const oldest of [...this.#entries.keys()].slice(0, MOST / 10)) this.#entries.delete(oldest);
    return again;
  }

  /** It is done. True when it had been refused before. */
  clear(id: string): boolean {
    return this.#entries.delete(id);
  }
}

/** Whether time may mend it: stages change and things come to be; the service's own input and what it may do do not change. */
function canPass(reason: RejectionReason): boolean {
  const kind = REJECTIONS[reason];
  return kind === 'state' || kind === 'absent';
}
