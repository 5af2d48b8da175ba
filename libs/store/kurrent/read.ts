/** Reading from KurrentDB: pages of a stream or of the log, each within a time limit and asked again when it failed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { ABSENT, BadCursor, type StoredFact } from '../../engine/ports/event-store.js';
import { parseCursor } from '../common/cursor.js';
import type { BulkReader } from './bulk-reader.js';
import {
  KurrentRefused,
  streamNameFilter,
  classifyFailure,
  unavailable,
  type AllStreamSubscription,
  type Connection,
  type KurrentDBClient,
} from './client.js';
import { factOf, factsOf } from './records.js';
import { logRequest, streamRequest, streamNamePattern } from './read-requests.js';

export interface PageReaderOptions {
  readonly connection: Connection;
  /** For large pages. */
  readonly bulk: BulkReader;
  readonly epoch: string;
  readonly roots: readonly string[] | undefined;
  /** How long a page may take, and how long a failed one is tried again, in milliseconds. */
  readonly pageMs: number;
  readonly giveUpAfterMs: number;
}

/** Facts in a page, at first; then as many as make up for the time that asking takes, within what memory may hold. */
export const PAGE = { least: 256, most: 4_096, bytes: 8 * 1024 * 1024 } as const;
/** From here on a page goes through the bridge: its first takes half a second, and is worth it for long readings only. */
const BULK = 2_048;

export interface StreamPage {
  readonly from: number | undefined;
  readonly backwards: boolean;
  readonly count: number;
}

type Filter = NonNullable<NonNullable<Parameters<KurrentDBClient['subscribeToAll']>[0]>['filter']>;

export class PageReader {
  readonly #looking: PageReaderOptions;

  constructor(looking: PageReaderOptions) {
    this.#looking = looking;
  }

  /** Facts of a stream from a revision on (none: from its end). None of a stream that does not exist. */
  async stream(name: string, { from, backwards, count }: StreamPage): Promise<StoredFact[]> {
    const facts = await this.#page(`facts of ${name}`, streamRequest(name, from, { count, backwards }));
    const [first] = facts;
    if (!backwards && first !== undefined && first.rev !== from) throw lost(name, first.rev);
    if (backwards && facts.length < count && facts.length > 0 && facts.at(-1)?.rev !== 0)
      throw lost(name, facts.at(-1)?.rev ?? 0);
    return facts;
  }

  /** Facts of the log after a position (undefined: from its beginning), of all categories or of one. */
  async log(after: number | undefined, count: number, category?: string): Promise<StoredFact[]> {
    const streams = streamNamePattern(this.#looking.roots, category);
    // Reading includes the place where it begins.
    const asking = { count: after === undefined ? count : count + 1, backwards: false };
    const { bulk, pageMs } = this.#looking;
    const facts =
      (after !== undefined && count >= BULK ? await bulk.log(after, streams, asking.count, pageMs) : undefined) ??
      (await this.#page('the log', logRequest(after, streams, asking)));
    return facts[0] !== undefined && this.position(facts[0]) === after ? facts.slice(1) : facts.slice(0, count);
  }

  /** Page after page of what comes after a position, as {@link PageReader.log}, until there is no more, or `limit` facts have come. */
  async *pages(
    after: number | undefined,
    { category, limit = Number.MAX_SAFE_INTEGER }: { readonly category?: string; readonly limit?: number } = {},
  ): AsyncIterable<StoredFact[]> {
    let [place, left]: [number | undefined, number] = [after, limit];
    for (let size: number = PAGE.least; left > 0;) {
      const wanted = Math.min(size, left);
      const facts = await this.log(place, wanted, category);
      yield facts;
      const last = facts.at(-1);
      if (last === undefined || facts.length < wanted) return;
      place = this.position(last);
      left -= facts.length;
      size = nextPage(facts, size);
    }
  }

  /** The position of the last fact; undefined for an empty log. */
  async end(): Promise<number | undefined> {
    const request = logRequest(undefined, streamNamePattern(this.#looking.roots), { count: 1, backwards: true });
    const [last] = await this.#page('the end of the log', request);
    return last && this.position(last);
  }

  /** What comes after a position from now on. It ends whenever the server likes, in an error or without. */
  subscribe(after: number | undefined): AllStreamSubscription {
    return this.#looking.connection.client.subscribeToAll({
      fromPosition: after === undefined ? 'start' : { commit: BigInt(after), prepare: BigInt(after) },
      filter: streamNameFilter({ regex: streamNamePattern(this.#looking.roots) }) as Filter,
      requiresLeader: true,
    });
  }

  fact(event: Parameters<typeof factOf>[1]): StoredFact {
    return factOf(this.#looking.epoch, event);
  }

  position({ cursor }: Pick<StoredFact, 'cursor'>): number {
    return parseCursor(this.#looking.epoch, cursor);
  }

  async #page(what: string, request: messages.ReadReq): Promise<StoredFact[]> {
    const { connection, epoch, giveUpAfterMs, pageMs } = this.#looking;
    const since = performance.now();
    for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
      const { client } = connection;
      try {
        return factsOf(epoch, await connection.read(request, pageMs, what));
      } catch (error) {
        if ((error as { type?: unknown }).type === 'stream-deleted') throw new KurrentRefused('deleted', { what });
        // A place where no record begins.
        if (isNoPlace(error)) throw new BadCursor(`no fact stands there: ${what}`);
        const trouble = classifyFailure(error);
        if (trouble === 'credentials') throw unavailable(connection.refusal(error));
        if (trouble === 'final') throw error;
        if (trouble === 'notLeader') await connection.renew(client);
        if (performance.now() + wait > since + giveUpAfterMs) {
          void connection.renew(client);
          throw unavailable(error);
        }
        await sleep(wait);
      }
    }
  }
}

/** How the server says that a position is none: by name where it filters, else as an invalid argument. */
function isNoPlace(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  return code === INVALID_ARGUMENT || message.includes('InvalidPosition');
}
const INVALID_ARGUMENT = 3;

/** How large the next page is, after this one. */
export function nextPage(facts: readonly StoredFact[], asked: number): number {
  const bytes = facts.reduce((sum, each) => sum + each.bytes.byteLength, 0);
  if (bytes > PAGE.bytes) return Math.max(PAGE.least, Math.floor(asked / 2));
  return bytes < PAGE.bytes / 4 ? Math.min(PAGE.most, asked * 2) : asked;
}

/** @throws {BadCursor} */
export function assertReached(position: number, end: number | undefined): void {
  if (position > (end ?? ABSENT))
    throw new BadCursor(`${position} lies beyond the end of the log at ${end ?? 'its beginning'}: facts were lost`);
}

export function lost(stream: string, rev: number): KurrentRefused {
  return new KurrentRefused('lost', { stream, revision: String(rev) });
}
