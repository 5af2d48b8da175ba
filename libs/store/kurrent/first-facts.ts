/** The first facts of a category's streams. KurrentDB has no index of them, so they are kept in memory once they were read. */
import type { StoredFact } from '../../engine/ports/event-store.js';
import type { PageReader } from './page-reader.js';

interface Found {
  /** Position up to which the log was searched. */
  readonly to: number | undefined;
  readonly facts: readonly StoredFact[];
}

export class FirstFacts {
  readonly #pages: PageReader;
  readonly #found = new Map<string, Promise<Found>>();

  constructor(pages: PageReader) {
    this.#pages = pages;
  }

  /** In order of the streams' names; `end` is where the log ends. Only what was appended since the last call is read. */
  async of(category: string, end: number | undefined): Promise<readonly StoredFact[]> {
    const before = this.#found.get(category) ?? Promise.resolve({ to: undefined, facts: [] });
    const reading = before.then((found) => this.#readOn(category, found, end));
    this.#found.set(category, reading);
    try {
      return (await reading).facts;
    } catch (error) {
      if (this.#found.get(category) === reading) this.#found.set(category, before);
      throw error;
    }
  }

  async #readOn(category: string, before: Found, end: number | undefined): Promise<Found> {
    if (end === undefined || (before.to ?? -1) >= end) return before;
    const added: StoredFact[] = [];
    for await (const facts of this.#pages.logPages(before.to, { category })) {
      // Facts appended after `end` was asked are found by the next call.
      added.push(...facts.filter((fact) => fact.rev === 0 && this.#pages.position(fact) <= end));
    }
    const facts = [...before.facts, ...added].toSorted((a, b) => (a.stream < b.stream ? -1 : 1));
    return { to: end, facts };
  }
}
