/** Pages of a stream or of the log. Each is read within a time limit, and again when the read failed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { streamNameFilter, type AllStreamSubscription, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import type messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { BadCursor, type StoredFact } from '../../engine/ports/event-store.js';
import { parseCursor } from '../common/cursor.js';
import { RETRY_PAUSE_MS, nextRetryPause } from '../common/retry-pause.js';
import type { BulkReader } from './bulk-reader.js';
import type { Connection } from './client.js';
import { KurrentRefused, classifyFailure, lostFacts, unavailable } from './failures.js';
import { factOf, factsOf } from './records.js';
import { logRequest, streamNamePattern, streamRequest } from './read-requests.js';

export interface PageReaderOptions {
  readonly connection: Connection;
  /** For large pages. */
  readonly bulk: BulkReader;
  readonly epoch: string;
  readonly roots: readonly string[] | undefined;
  /** Time limit of one page, in milliseconds. */
  readonly pageMs: number;
  /** How long a failed page is tried again, in milliseconds. */
  readonly giveUpAfterMs: number;
}

/** Facts in a page: few at first, then more for each round trip, up to what memory may hold. */
export const PAGE = { least: 256, most: 4_096, bytes: 8 * 1024 * 1024 } as const;
/** Pages of this size and more go through the bridge. Its first page takes half a second, which only pays for long reads. */
const BULK = 2_048;

export interface StreamPage {
  readonly from: number | undefined;
  readonly backwards: boolean;
  readonly count: number;
}

type Filter = NonNullable<NonNullable<Parameters<KurrentDBClient['subscribeToAll']>[0]>['filter']>;

export class PageReader {
  readonly #options: PageReaderOptions;

  constructor(options: PageReaderOptions) {
    this.#options = options;
  }

  /** Facts of a stream from a revision on (undefined: from its end). None if the stream does not exist. */
  async streamPage(name: string, { from, backwards, count }: StreamPage): Promise<StoredFact[]> {
    const facts = await this.#read(`facts of ${name}`, streamRequest(name, from, { count, backwards }));
    const [first] = facts;
    if (!backwards && first !== undefined && first.rev !== from) throw lostFacts(name, first.rev);
    if (backwards && facts.length < count && facts.length > 0 && facts.at(-1)?.rev !== 0)
      throw lostFacts(name, facts.at(-1)?.rev ?? 0);
    return facts;
  }

  /** Facts of the log after a position (undefined: from its beginning), of all categories or of one. */
  async logPage(after: number | undefined, count: number, category?: string): Promise<StoredFact[]> {
    const streams = streamNamePattern(this.#options.roots, category);
    // A read includes the position where it begins.
    const page = { count: after === undefined ? count : count + 1, backwards: false };
    const { bulk, pageMs } = this.#options;
    const facts =
      (after !== undefined && count >= BULK ? await bulk.logPage(after, streams, page.count, pageMs) : undefined) ??
      (await this.#read('the log', logRequest(after, streams, page)));
    return facts[0] !== undefined && this.position(facts[0]) === after ? facts.slice(1) : facts.slice(0, count);
  }

  /** Page after page of {@link PageReader.logPage}, until the log ends or `limit` facts were read. */
  async *logPages(
    after: number | undefined,
    { category, limit = Number.MAX_SAFE_INTEGER }: { readonly category?: string; readonly limit?: number } = {},
  ): AsyncIterable<StoredFact[]> {
    let [place, left]: [number | undefined, number] = [after, limit];
    for (let size: number = PAGE.least; left > 0;) {
      const wanted = Math.min(size, left);
      const facts = await this.logPage(place, wanted, category);
      yield facts;
      const last = facts.at(-1);
      if (last === undefined || facts.length < wanted) return;
      place = this.position(last);
      left -= facts.length;
      size = nextPageSize(facts, size);
    }
  }

  /** The position of the last fact; undefined for an empty log. */
  async end(): Promise<number | undefined> {
    const request = logRequest(undefined, streamNamePattern(this.#options.roots), { count: 1, backwards: true });
    const [last] = await this.#read('the end of the log', request);
    return last && this.position(last);
  }

  /** A subscription to everything after a position. The server may end it at any time, with an error or without. */
  subscribe(after: number | undefined): AllStreamSubscription {
    return this.#options.connection.client.subscribeToAll({
      fromPosition: after === undefined ? 'start' : { commit: BigInt(after), prepare: BigInt(after) },
      filter: streamNameFilter({ regex: streamNamePattern(this.#options.roots) }) as Filter,
      requiresLeader: true,
    });
  }

  fact(event: Parameters<typeof factOf>[1]): StoredFact {
    return factOf(this.#options.epoch, event);
  }

  position({ cursor }: Pick<StoredFact, 'cursor'>): number {
    return parseCursor(this.#options.epoch, cursor);
  }

  async #read(what: string, request: messages.ReadReq): Promise<StoredFact[]> {
    const { connection, epoch, giveUpAfterMs, pageMs } = this.#options;
    const since = performance.now();
    for (let pause: number = RETRY_PAUSE_MS.first; ; pause = nextRetryPause(pause)) {
      const { client } = connection;
      try {
        return factsOf(epoch, await connection.read(request, pageMs, what));
      } catch (error) {
        if ((error as { type?: unknown }).type === 'stream-deleted') throw new KurrentRefused('deleted', { what });
        if (isBadPosition(error)) throw new BadCursor(`no fact at this position: ${what}`);
        const failure = classifyFailure(error);
        if (failure === 'credentials') throw unavailable(connection.refusal(error));
        if (failure === 'final') throw error;
        if (failure === 'notLeader') await connection.renew(client);
        if (performance.now() + pause > since + giveUpAfterMs) {
          void connection.renew(client);
          throw unavailable(error);
        }
        await sleep(pause);
      }
    }
  }
}

/** Whether no record begins at the position. A filtered read says so in its message, any other as an invalid argument. */
function isBadPosition(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  return code === INVALID_ARGUMENT || message.includes('InvalidPosition');
}
const INVALID_ARGUMENT = 3;

/** The size of the next page, after this one. */
export function nextPageSize(facts: readonly StoredFact[], asked: number): number {
  const bytes = facts.reduce((sum, each) => sum + each.bytes.byteLength, 0);
  if (bytes > PAGE.bytes) return Math.max(PAGE.least, Math.floor(asked / 2));
  return bytes < PAGE.bytes / 4 ? Math.min(PAGE.most, asked * 2) : asked;
}
