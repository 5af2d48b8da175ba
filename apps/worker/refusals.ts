/**
 * What the log refused to put on record is not tried again and again: it is kept where an operator sees it, and comes
 * again after a restart, or when the date moves. Bounded: the oldest are forgotten, and so tried again.
 */
const MOST = 10_000;

export class Refusals {
  readonly #known = new Set<string>();

  has(id: string): boolean {
    return this.#known.has(id);
  }

  add(id: string): void {
    this.#known.add(id);
    if (this.#known.size > MOST) for (const oldest of [...this.#known].slice(0, MOST / 10)) this.#known.delete(oldest);
  }
}
