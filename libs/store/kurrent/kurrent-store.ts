/**
 * The event store on KurrentDB (26.1 or later), for what has outgrown one machine. docs/kurrentdb.md tells how the server
 * behaves, and docs/decisions why it is spoken to like this.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ABSENT, COUNT_LIMIT, Unavailable } from '../../engine/ports/event-store.js';
import type {
  AppendResult,
  Check,
  Cursor,
  ReadStreamOptions,
  EventStore,
  StoredFact,
  Write,
} from '../../engine/ports/event-store.js';
import { formatCursor, parseCursor } from '../common/cursor.js';
import { AppendGrouper } from '../common/group-appends.js';
import { sendGroup } from './append.js';
import { Connection, KurrentRefused, classifyFailure, withTimeout } from './client.js';
import { readOrCreateEpoch } from './epoch.js';
import { BulkReader } from './bulk-reader.js';
import { FirstFacts } from './first-facts.js';
import { PAGE, PageReader, nextPage, assertReached } from './read.js';
import { parseLimit, parseReadOptions } from '../common/read-options.js';

export interface KurrentOptions {
  /** `kurrentdb://[user:password@]host:port[,host:port…][?tls=…]`; see docs/kurrentdb.md. */
  readonly url: string;
  /** The federations whose streams make up this log; all on the server where unset. Names as in `<category>-<root>.<id>`. */
  readonly roots?: readonly string[];
  /** How long a call is tried again while KurrentDB does not answer (default 5000 ms). */
  readonly giveUpAfterMs?: number;
  /** How long one call may take (default 3000 ms for an append, twice that for a page). */
  readonly callMs?: number;
}

export interface KurrentLog extends EventStore {
  /** Which log this is: the first part of its cursors. */
  readonly epoch: string;
}

/** How long opening may take. */
const OPEN_MS = 10_000;
/** Heads that are asked for at once. */
const HEADS = 64;
/** Before a subscription that ended is begun again. */
const AGAIN_MS = { least: 50, most: 1_000 } as const;

/**
 * Opens the log. Traffic may come when this resolves: the server is new enough, and has been read from.
 * @throws {KurrentRefused} what is wrong with URL, certificate, credentials, version or log, in words for an operator.
 */
export async function kurrentStore(options: KurrentOptions): Promise<KurrentLog> {
  const connection = new Connection(options.url);
  try {
    return await withTimeout(OPEN_MS, 'while the log was opened', opened(connection, options));
  } catch (error) {
    await connection.close();
    throw connection.refusal(error);
  }
}

async function opened(connection: Connection, options: KurrentOptions): Promise<KurrentLog> {
  await connection.version();
  const { roots, giveUpAfterMs = 5_000, callMs = 3_000 } = options;
  const epoch = await readOrCreateEpoch(connection, callMs);
  const bulk = new BulkReader(options.url, epoch);
  const pages = new PageReader({ connection, bulk, epoch, roots, pageMs: callMs * 2, giveUpAfterMs });
  const closed = async (): Promise<void> => {
    await Promise.all([connection.close(), bulk.close()]);
  };
  return new KurrentStore(connection, epoch, pages, { giveUpAfterMs, callMs, closed });
}

interface Told {
  readonly giveUpAfterMs: number;
  readonly callMs: number;
  /** Lets go of the server. */
  readonly closed: () => Promise<void>;
}

class KurrentStore implements KurrentLog {
  readonly #closed: () => Promise<void>;
  readonly epoch: string;
  readonly #pages: PageReader;
  readonly #grouping: AppendGrouper;
  readonly #firstFacts: FirstFacts;
  readonly #closing = new AbortController();
  /** Where the log has got to at least. */
  #known = ABSENT;

  constructor(connection: Connection, epoch: string, pages: PageReader, told: Told) {
    const { closed, ...limits } = told;
    this.#closed = closed;
    this.epoch = epoch;
    this.#pages = pages;
    this.#firstFacts = new FirstFacts(pages);
    const sending = { connection, epoch, ...limits, trouble: {}, reached: (position: number) => this.#reach(position) };
    this.#grouping = new AppendGrouper((group) => sendGroup(sending, group));
  }

  append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    return this.#grouping.append(writes, checks);
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredFact> {
    const { low, high, until, backwards, limit } = parseReadOptions(options);
    this.#open();
    let next: number | undefined = backwards ? (high === Number.MAX_SAFE_INTEGER ? undefined : high) : Math.max(0, low);
    let page: number = PAGE.least;
    for (let left = limit; left > 0 && (next === undefined || (next >= Math.max(0, low) && next <= high));) {
      // An instant sifts facts out afterwards: how many have to be read is not known before.
      const wanted = until === undefined ? Math.min(page, left) : page;
      const facts = await this.#pages.stream(stream, { from: next, backwards, count: wanted });
      for (const fact of facts) {
        if (fact.rev < low || fact.rev > high) return;
        if (until !== undefined && fact.at > until) continue;
        if (left === 0) return;
        left -= 1;
        yield fact;
      }
      const last = facts.at(-1);
      if (last === undefined || facts.length < wanted) return;
      next = backwards ? last.rev - 1 : last.rev + 1;
      page = nextPage(facts, page);
    }
  }

  async heads(streams: readonly string[]): Promise<number[]> {
    this.#open();
    const heads: number[] = [];
    for (let begin = 0; begin < streams.length; begin += HEADS) {
      const some = streams.slice(begin, begin + HEADS).map(async (stream) => {
        const [last] = await this.#pages.stream(stream, { from: undefined, backwards: true, count: 1 });
        return last?.rev ?? ABSENT;
      });
      heads.push(...(await Promise.all(some)));
    }
    return heads;
  }

  async *readLog(options: { readonly after?: Cursor; readonly limit?: number } = {}): AsyncIterable<StoredFact> {
    this.#open();
    const limit = parseLimit(options.limit);
    const after = await this.#start(options.after);
    // One page is read in one call, and so as the log stood at one moment.
    const end = limit <= PAGE.least ? Number.MAX_SAFE_INTEGER : await this.#end();
    if ((after ?? ABSENT) >= (end ?? ABSENT)) return;
    const revs = after === undefined ? new Map<string, number>() : undefined;
    for await (const facts of this.#pages.pages(after, { limit })) {
      for (const fact of facts) {
        const position = this.#pages.position(fact);
        if (position > (end ?? ABSENT)) return;
        whole(revs, fact);
        this.#reach(position);
        yield fact;
        if (position === end) return;
      }
    }
  }

  async *follow(options: { readonly after?: Cursor; readonly signal: AbortSignal }): AsyncIterable<StoredFact> {
    const signal = AbortSignal.any([options.signal, this.#closing.signal]);
    let after = options.after;
    let begun = false;
    for (let wait: number = AGAIN_MS.least; !signal.aborted;) {
      try {
        const from = begun ? positionAt(this.epoch, after) : await this.#start(after);
        begun = true;
        for await (const fact of this.#onwards(from, signal)) {
          if (signal.aborted) return;
          wait = AGAIN_MS.least;
          after = fact.cursor;
          yield fact;
        }
      } catch (error) {
        // Out of reach: a follower goes on when the server is back.
        if (!(error instanceof Unavailable) && classifyFailure(error) === 'final') throw error;
      }
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, AGAIN_MS.most);
    }
  }

  async head(): Promise<Cursor | undefined> {
    this.#open();
    const end = await this.#end();
    return end === undefined ? undefined : formatCursor(this.epoch, end);
  }

  compareCursors(a: Cursor, b: Cursor): number {
    return parseCursor(this.epoch, a) - parseCursor(this.epoch, b);
  }

  async countAfter(after?: Cursor): Promise<number> {
    this.#open();
    const end = await this.#end();
    const place = positionAt(this.epoch, after);
    if (place !== undefined) assertReached(place, end);
    if ((place ?? ABSENT) >= (end ?? ABSENT)) return 0;
    let counted = 0;
    // Positions are no numbers of facts: they are counted, where there are any.
    for await (const facts of this.#pages.pages(place, { limit: COUNT_LIMIT })) counted += facts.length;
    return counted;
  }

  async firstFacts(category: string, root?: string): Promise<StoredFact[]> {
    this.#open();
    const all = await this.#firstFacts.of(category, await this.#end());
    const beginning = `${category}-${root === undefined ? '' : `${root}.`}`;
    return all.filter(({ stream }) => stream.startsWith(beginning));
  }

  async clock(): Promise<number | undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#grouping.close();
    await this.#closed();
  }

  /** What is there, page by page; then what comes, until the subscription ends. */
  async *#onwards(from: number | undefined, signal: AbortSignal): AsyncIterable<StoredFact> {
    let after = from;
    for await (const facts of this.#pages.pages(from)) {
      for (const fact of facts) {
        after = this.#pages.position(fact);
        this.#reach(after);
        yield fact;
      }
    }
    if (signal.aborted) return;
    const subscription = this.#pages.subscribe(after);
    // It may tell of its end more than once, also when nobody listens any more.
    subscription.on('error', () => undefined);
    const stop = (): void => {
      subscription.destroy();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const event of subscription) {
        const fact = this.#pages.fact(event);
        this.#reach(this.#pages.position(fact));
        yield fact;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await subscription.unsubscribe().catch(() => undefined);
    }
  }

  /** The place to go on from. @throws {BadCursor} the log does not reach that far. */
  async #start(cursor: Cursor | undefined): Promise<number | undefined> {
    if (cursor === undefined) return undefined;
    const position = parseCursor(this.epoch, cursor);
    if (position > this.#known) assertReached(position, await this.#end());
    return position;
  }

  async #end(): Promise<number | undefined> {
    const end = await this.#pages.end();
    if (end !== undefined) this.#reach(end);
    return end;
  }

  #reach(position: number): void {
    this.#known = Math.max(this.#known, position);
  }

  #open(): void {
    if (this.#closing.signal.aborted) throw new Unavailable('the store is closed');
  }
}

function positionAt(epoch: string, cursor: Cursor | undefined): number | undefined {
  return cursor === undefined ? undefined : parseCursor(epoch, cursor);
}

/** Read from its beginning, a log has every stream from its beginning. */
function whole(revs: Map<string, number> | undefined, { stream, rev }: StoredFact): void {
  if (revs === undefined) return;
  if (rev !== (revs.get(stream) ?? ABSENT) + 1) throw new KurrentRefused('lost', { stream, revision: String(rev) });
  revs.set(stream, rev);
}
