/**
 * What the log refused to put on record although it is owed. What stood in the way may pass: then it is tried again, each
 * time after a longer pause. What no time mends (the command is unknown to the root's rules, its input or its giver is
 * refused) is left to people, and comes again after the next start, or when the date moves. Either stands where an
 * operator sees it. Bounded: the oldest are forgotten, and so tried again.
 */
import { REJECTIONS, type RejectionReason } from '../../../libs/engine/decide/rejection.js';

const MOST = 10_000;
/** The first pause; each further one is twice as long. By Hearth's clock, so that one that is put takes its time too. */
const FIRST_MS = 60_000;
const LONGEST_MS = 3_600_000;

interface Refused {
  readonly tries: number;
  /** ms since 1970; undefined: not by itself. */
  readonly again: number | undefined;
}

export class Refusals {
  readonly #known = new Map<string, Refused>();

  constructor(private readonly now: () => number) {}

  /** Whether it was refused, and its time has not come again. */
  has(id: string): boolean {
    const found = this.#known.get(id);
    return found !== undefined && (found.again === undefined || this.now() < found.again);
  }

  /** When it is tried again; undefined when it is not. */
  add(id: string, reason: RejectionReason): number | undefined {
    const tries = (this.#known.get(id)?.tries ?? 0) + 1;
    const again = passes(reason) ? this.now() + Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) : undefined;
    // Last in the order of those that are forgotten.
    this.#known.delete(id);
    this.#known.set(id, { tries, again });
    if (this.#known.size > MOST)
      for (const oldest of [...this.#known.keys()].slice(0, MOST / 10)) this.#known.delete(oldest);
    return again;
  }

  /** It is done. True when it had been refused before. */
  forget(id: string): boolean {
    return this.#known.delete(id);
  }
}

/** How things stand changes, and so does what is there; neither the service's own input nor what it may do does. */
function passes(reason: RejectionReason): boolean {
  const kind = REJECTIONS[reason];
  return kind === 'state' || kind === 'absent';
}
