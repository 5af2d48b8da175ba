/**
 * Large pages of the log, through the client's own `readAll`. Its native bridge decodes on another thread, which leaves
 * ours three times as free as {@link Connection.read} does. The bridge may be dead while everything else works: if the server
 * is away at its first read, it never reads again. So it is optional: a page that it does not deliver is read over the
 * channel of the appends, and the bridge gets a new client.
 */
import { streamNameFilter, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { StoredFact } from '../../engine/ports/event-store.js';
import { endClient, makeClient } from './client.js';
import { withTimeout } from './failures.js';
import { ForeignEvent, factOf } from './records.js';

/** How long the bridge is left alone after a failure. */
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

  /** Facts of streams whose names match, from a position on, which is included. Undefined: the bridge cannot read now. */
  async logPage(from: number, streams: string, count: number, ms: number): Promise<StoredFact[] | undefined> {
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
