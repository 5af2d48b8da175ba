/** Where the log ends, and how far it is known to reach: a cursor up to there is valid without asking the server. */
import { ABSENT, BadCursor, type Cursor } from '../../engine/ports/event-store.js';
import { parseCursor } from '../common/cursor.js';
import type { PageReader } from './page-reader.js';

export class LogEnd {
  readonly #epoch: string;
  readonly #pages: PageReader;
  /** The highest position that was seen. */
  #seen = ABSENT;

  constructor(epoch: string, pages: PageReader) {
    this.#epoch = epoch;
    this.#pages = pages;
  }

  /** The position of the last fact; undefined for an empty log. */
  async read(): Promise<number | undefined> {
    const end = await this.#pages.end();
    if (end !== undefined) this.saw(end);
    return end;
  }

  saw(position: number): void {
    this.#seen = Math.max(this.#seen, position);
  }

  /** The position of a cursor to resume after. @throws {BadCursor} the log does not reach that far. */
  async resumeAfter(cursor: Cursor | undefined): Promise<number | undefined> {
    if (cursor === undefined) return undefined;
    const position = parseCursor(this.#epoch, cursor);
    if (position > this.#seen) assertReached(position, await this.read());
    return position;
  }
}

/** @throws {BadCursor} */
export function assertReached(position: number, end: number | undefined): void {
  if (position > (end ?? ABSENT))
    throw new BadCursor(`${position} lies beyond the end of the log at ${end ?? 'its beginning'}: facts were lost`);
}
