/** Feeds that are open: server-sent events of what happens in the log, each for somebody who may see it. */
import { Inject, Injectable } from '@nestjs/common';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { decodeEnvelope } from '../../../libs/engine/envelope/envelope.js';
import { streamParts, Unavailable, type Cursor, type StoredFact } from '../../../libs/engine/ports/event-store.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import { standingGrant } from '../auth/standing-grant.js';
import type { HttpReply } from '../http/http-types.js';
import type { ApiReason } from '../http/messages.js';
import { Opening } from '../visibility/fact-presenter.js';
import { API, type Api } from '../http/api-parts.js';
import { inBoth, Refusal } from '../http/refusal.js';
import { Sights } from '../visibility/visibility.service.js';

/** Why a feed ends from here; its last event says so, and whoever reads it may come again with the last id. */
type Ending = (ApiReason & ('tooSlow' | 'closing' | 'unavailable')) | 'grantRevoked';

/** Milliseconds before somebody who was cut off should come again. */
const RETRY_MS = 2_000;
/** How long the last event may take to be read. */
const FAREWELL_MS = 2_000;

interface Feed {
  readonly token: Token;
  readonly text: ServerResponse;
  readonly stop: AbortController;
  last: Cursor | undefined;
}

@Injectable()
export class Feeds {
  private readonly open = new Set<Feed>();

  constructor(
    @Inject(API) private readonly api: Api,
    @Inject(Sights) private readonly sights: Sights,
    @Inject(Opening) private readonly opening: Opening,
  ) {}

  /** Takes the answer over. Resolves when the feed has ended. @throws {Refusal} before it began. */
  async follow(token: Token, after: Cursor | undefined, reply: HttpReply): Promise<void> {
    const { feeds, feedsPerToken } = this.api.limits;
    const own = [...this.open].filter((feed) => feed.token.id === token.id).length;
    if (own >= feedsPerToken) throw busy(feedsPerToken);
    if (this.open.size >= feeds) throw busy(feeds);
    const feed: Feed = { token, text: reply.raw, stop: new AbortController(), last: after };
    this.open.add(feed);
    try {
      begin(reply);
      feed.text.on('close', () => feed.stop.abort());
      const ending = await this.told(feed);
      if (ending !== undefined) farewell(feed, ending);
    } finally {
      feed.stop.abort();
      this.open.delete(feed);
      reply.request.release?.();
    }
  }

  /** How many are open now. */
  get count(): number {
    return this.open.size;
  }

  /** Says good-bye to everybody. */
  close(): void {
    for (const feed of this.open) {
      farewell(feed, 'closing');
      feed.stop.abort();
    }
  }

  private async told(feed: Feed): Promise<Ending | undefined> {
    const { signal } = feed.stop;
    let ending: Ending | undefined;
    const end = (why: Ending): void => {
      ending ??= why;
      feed.stop.abort();
    };
    const beat = setInterval(() => {
      this.beat(feed).then(
        (stands) => stands || end('grantRevoked'),
        () => end('unavailable'),
      );
    }, this.api.limits.feedHeartbeatMs);
    try {
      const after = feed.last;
      for await (const stored of this.api.store.follow({ ...(after === undefined ? {} : { after }), signal })) {
        const text = await this.event(feed.token, stored);
        feed.last = stored.cursor;
        if (text !== undefined && !(await this.write(feed, text))) end('tooSlow');
        if (signal.aborted) break;
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) {
        this.api.observing.log.error('a feed failed', {}, error);
      }
      end('unavailable');
    } finally {
      clearInterval(beat);
    }
    return ending;
  }

  /** Keeps the connection, and says how far the log was looked through. False when the grant was revoked. */
  private async beat({ token, text, last }: Feed): Promise<boolean> {
    if (text.writableNeedDrain) return true;
    text.write(last === undefined ? ': \n\n' : `: \nid: ${last}\n\n`);
    return (await this.api.tokens.stands(token.id)) && (await standingGrant(this.api.service, token));
  }

  private async event(token: Token, { stream, bytes, cursor }: StoredFact): Promise<string | undefined> {
    if (streamParts(stream).root !== token.root) return undefined;
    const sight = await this.sights.of(token, stream);
    const fact = sight && (await this.opening.shown(sight, decodeEnvelope(bytes)));
    return fact && `id: ${cursor}\nevent: fact\ndata: ${JSON.stringify(fact)}\n\n`;
  }

  /** Waits for whoever reads, as long as they may take. False when they took longer. */
  private async write({ text, stop: { signal } }: Feed, event: string): Promise<boolean> {
    if (text.write(event)) return true;
    const late = AbortSignal.timeout(this.api.limits.feedStallMs);
    try {
      await once(text, 'drain', { signal: AbortSignal.any([signal, late]) });
    } catch {
      return !late.aborted;
    }
    return true;
  }
}

function busy(limit: number): Refusal {
  return new Refusal(429, 'busy', { limit }, [], { 'retry-after': '5' });
}

function begin(reply: HttpReply): void {
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    // When the feed ends, so does the connection.
    connection: 'close',
    // Whoever stands between passes on each event as it comes.
    'x-accel-buffering': 'no',
  });
  reply.raw.write(`retry: ${RETRY_MS}\n\n`);
}

function farewell({ text, last }: Feed, reason: Ending): void {
  if (text.writableEnded || text.destroyed) return;
  const place = last === undefined ? '' : `id: ${last}\n`;
  text.end(`${place}event: end\ndata: ${JSON.stringify({ reason, messages: inBoth({ reason }) })}\n\n`);
  setTimeout(() => text.destroy(), FAREWELL_MS).unref();
}
