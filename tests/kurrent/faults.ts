/** What the stand-in can be told to get wrong, over IPC, so that a test can see what Hearth makes of it. */

export type Fault =
  /** Answers this many appends as if somebody had written to a stream of theirs; nothing is written. */
  | { readonly fault: 'wrongRevision'; readonly times: number }
  /** Appends and reads that want the leader hear that it is another node, which is this one. */
  | { readonly fault: 'notLeader'; readonly times: number }
  /** The connection ends before the append is looked at … */
  | { readonly fault: 'dropBefore'; readonly times: number }
  /** … or when it is written, and before that is acknowledged. */
  | { readonly fault: 'dropAfter'; readonly times: number }
  /** Appends are neither carried out nor answered. */
  | { readonly fault: 'silent'; readonly times: number }
  /** Appends are written and not answered. */
  | { readonly fault: 'silentAfter'; readonly times: number }
  /** Every read is answered as if the server were down. */
  | { readonly fault: 'readsDown'; readonly times: number }
  /** Reads of the client's native bridge alone. */
  | { readonly fault: 'bridgeDown'; readonly times: number }
  /** All subscriptions end, with an error. */
  | { readonly fault: 'endSubscriptions' };

export type Counted = Exclude<Fault['fault'], 'endSubscriptions'>;

export class Faults {
  readonly #left = new Map<Counted, number>();

  set({ fault, times }: { fault: Counted; times: number }): void {
    this.#left.set(fault, times);
  }

  /** Whether this one goes wrong; counts it. */
  strikes(fault: Counted): boolean {
    const left = this.#left.get(fault) ?? 0;
    if (left > 0) this.#left.set(fault, left - 1);
    return left > 0;
  }
}
