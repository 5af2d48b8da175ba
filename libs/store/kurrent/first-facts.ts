/** The first facts of a category's streams: KurrentDB keeps no index of them, so they are remembered as far as was read. */
import type { StoredFact } from '../../engine/ports/event-store.js';
import type { PageReader } from './read.js';

interface Read {
  /** Up to where the log was looked at. */
  readonly to: number | undefined;
  readonly facts: readonly StoredFact[];
}

export class FirstFacts {
  readonly #pages: PageReader;
  readonly #read = new Map<string, Promise<Read>>();

  constructor(pages: PageReader) {
    this.#pages = pages;
  }

  /** By the streams' names; `end` is where the log ends. What was read before is not read again. */
  async of(category: string, end: number | undefined): Promise<readonly StoredFact[]> {
    const before = this.#read.get(category) ?? Promise.resolve({ to: undefined, facts: [] });
    const reading = before.then((known) => this.#onwards(category, known, end));
    this.#read.set(category, reading);
    try {
      return (await reading).facts;
    } catch (error) {
      if (this.#read.get(category) === reading) this.#read.set(category, before);
      throw error;
    }
  }

  async #onwards(category: string, known: Read, end: number | undefined): Promise<Read> {
    if (end === undefined || (known.to ?? -1) >= end) return known;
    const found: StoredFact[] = [];
    for await (const facts of this.#pages.pages(known.to, { category })) {
      // What has come since is looked at the next time.
      found.push(...facts.filter((fact) => fact.rev === 0 && this.#pages.position(fact) <= end));
    }
    const facts = [...known.facts, ...found].toSorted((a, b) => (a.stream < b.stream ? -1 : 1));
    return { to: end, facts };
  }
}
