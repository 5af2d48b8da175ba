/**
 * Long readings of the log, through the client's own `readAll`: its native bridge decodes beside this thread, which is left
 * three times as free as by the messages of {@link Connection.read}. It may be dead while everything else lives (a bridge whose
 * first read finds the server away never reads again), so that it only ever helps: a page that it does not bring is read
 * over the channel of the appends, and it gets a new client.
 */
import type { StoredFact } from '../../engine/ports/event-store.js';
import { KurrentDBClient, endClient, makeClient, streamNameFilter, withTimeout } from './client.js';
import { ForeignEvent, factOf } from './records.js';

/** A bridge that has failed is left alone for so long. */
const REST_MS = 5_000;

export class BulkReader {
  readonly #url: string;
  readonly #epoch: string;
  #client: KurrentDBClient | undefined;
  #restsUntil = 0;

  constructor(url: string, epoch: string) {
    this.#url = url;
    this.#epoch = epoch;
  }

  /** Facts of streams whose names match, from a position on, which is included. Undefined: not to be had this way now. */
  async log(from: number, streams: string, count: number, ms: number): Promise<StoredFact[] | undefined> {
    if (performance.now() < this.#restsUntil) return undefined;
    try {
      this.#client ??= makeClient(this.#url);
      return await withTimeout(ms, 'the log', this.#read(this.#client, from, streams, count));
    } catch (error) {
      if (error instanceof ForeignEvent) throw error;
      this.#restsUntil = performance.now() + REST_MS;
      const failed = this.#client;
      this.#client = undefined;
      if (failed !== undefined) await endClient(failed);
      return undefined;
    }
  }

  async close(): Promise<void> {
    if (this.#client !== undefined) await endClient(this.#client);
  }

  async #read(client: KurrentDBClient, from: number, streams: string, count: number): Promise<StoredFact[]> {
    const facts: StoredFact[] = [];
    const events = client.readAll({
      fromPosition: { commit: BigInt(from), prepare: BigInt(from) },
      filter: streamNameFilter({ regex: streams }),
      maxCount: count,
      requiresLeader: true,
    });
    for await (const event of events) facts.push(factOf(this.#epoch, event));
    return facts;
  }
}
