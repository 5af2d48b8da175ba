/**
 * The event store on KurrentDB (26.1 or later), for logs that have outgrown one machine. docs/kurrentdb.md describes how
 * the server behaves, docs/decisions/015-the-log-on-kurrentdb.md why the adapter is made as it is.
 */
import { ABSENT, COUNT_LIMIT, Unavailable } from '../../engine/ports/event-store.js';
import type {
  AppendResult,
  Check,
  Cursor,
  EventStore,
  ReadStreamOptions,
  StoredFact,
  Write,
} from '../../engine/ports/event-store.js';
import { formatCursor, parseCursor } from '../common/cursor.js';
import { AppendGrouper } from '../common/group-appends.js';
import { sendGroup } from './append.js';
import { BulkReader } from './bulk-reader.js';
import { Connection } from './client.js';
import { readOrCreateEpoch } from './epoch.js';
import { withTimeout } from './failures.js';
import { FirstFacts } from './first-facts.js';
import { follow } from './follow.js';
import { LogEnd, assertReached } from './log-end.js';
import { PageReader } from './page-reader.js';
import { readHeads, readLog, readStream } from './read.js';

export interface KurrentOptions {
  /** `kurrentdb://[user:password@]host:port[,host:port…][?tls=…]`; see docs/kurrentdb.md. */
  readonly url: string;
  /** The federations whose streams make up this log; unset: all on the server. Names as in `<category>-<root>.<id>`. */
  readonly roots?: readonly string[];
  /** How long a call is tried again while KurrentDB does not answer (default 5000 ms). */
  readonly giveUpAfterMs?: number;
  /** Time limit of one call (default 3000 ms for an append, twice that for a page). */
  readonly callMs?: number;
}

export interface KurrentLog extends EventStore {
  /** Which log this is: the first part of its cursors. */
  readonly epoch: string;
}

/** Time limit for opening. */
const OPEN_MS = 10_000;

/**
 * Opens the log. When this resolves, the server is known to be new enough and was read from once.
 * @throws {KurrentRefused} what is wrong with URL, certificate, credentials, version or log, in words for an operator.
 */
export async function kurrentStore(options: KurrentOptions): Promise<KurrentLog> {
  const connection = new Connection(options.url);
  try {
    return await withTimeout(OPEN_MS, 'while the log was opened', open(connection, options));
  } catch (error) {
    await connection.close();
    throw connection.refusal(error);
  }
}

async function open(connection: Connection, options: KurrentOptions): Promise<KurrentLog> {
  await connection.version();
  const { roots, giveUpAfterMs = 5_000, callMs = 3_000 } = options;
  const epoch = await readOrCreateEpoch(connection, callMs);
  const bulk = new BulkReader(options.url, epoch);
  const pages = new PageReader({ connection, bulk, epoch, roots, pageMs: callMs * 2, giveUpAfterMs });
  const end = new LogEnd(epoch, pages);
  const sending = {
    connection,
    epoch,
    giveUpAfterMs,
    callMs,
    outage: {},
    reached: (position: number) => end.saw(position),
  };
  const appends = new AppendGrouper((group) => sendGroup(sending, group));
  const disconnect = async (): Promise<void> => {
    await Promise.all([connection.close(), bulk.close()]);
  };
  return new KurrentStore({ epoch, pages, end, appends, disconnect });
}

interface KurrentParts {
  readonly epoch: string;
  readonly pages: PageReader;
  readonly end: LogEnd;
  readonly appends: AppendGrouper;
  readonly disconnect: () => Promise<void>;
}

class KurrentStore implements KurrentLog {
  readonly epoch: string;
  readonly #parts: KurrentParts;
  readonly #firstFacts: FirstFacts;
  readonly #closing = new AbortController();

  constructor(parts: KurrentParts) {
    this.#parts = parts;
    this.epoch = parts.epoch;
    this.#firstFacts = new FirstFacts(parts.pages);
  }

  append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    return this.#parts.appends.append(writes, checks);
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredFact> {
    this.#assertOpen();
    yield* readStream(this.#parts.pages, stream, options);
  }

  async heads(streams: readonly string[]): Promise<number[]> {
    this.#assertOpen();
    return readHeads(this.#parts.pages, streams);
  }

  async *readLog(options: { readonly after?: Cursor; readonly limit?: number } = {}): AsyncIterable<StoredFact> {
    this.#assertOpen();
    yield* readLog(this.#parts.pages, this.#parts.end, options);
  }

  follow(options: { readonly after?: Cursor; readonly signal: AbortSignal }): AsyncIterable<StoredFact> {
    const { pages, end } = this.#parts;
    return follow(pages, end, options.after, AbortSignal.any([options.signal, this.#closing.signal]));
  }

  async head(): Promise<Cursor | undefined> {
    this.#assertOpen();
    const end = await this.#parts.end.read();
    return end === undefined ? undefined : formatCursor(this.epoch, end);
  }

  compareCursors(a: Cursor, b: Cursor): number {
    return parseCursor(this.epoch, a) - parseCursor(this.epoch, b);
  }

  async countAfter(after?: Cursor): Promise<number> {
    this.#assertOpen();
    const end = await this.#parts.end.read();
    const position = after === undefined ? undefined : parseCursor(this.epoch, after);
    if (position !== undefined) assertReached(position, end);
    if ((position ?? ABSENT) >= (end ?? ABSENT)) return 0;
    let counted = 0;
    // Positions are byte offsets: the facts have to be read to be counted.
    for await (const facts of this.#parts.pages.logPages(position, { limit: COUNT_LIMIT })) counted += facts.length;
    return counted;
  }

  async firstFacts(category: string, root?: string): Promise<StoredFact[]> {
    this.#assertOpen();
    const all = await this.#firstFacts.of(category, await this.#parts.end.read());
    const prefix = `${category}-${root === undefined ? '' : `${root}.`}`;
    return all.filter(({ stream }) => stream.startsWith(prefix));
  }

  async clock(): Promise<number | undefined> {
    return undefined;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#parts.appends.close();
    await this.#parts.disconnect();
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new Unavailable('the store is closed');
  }
}
