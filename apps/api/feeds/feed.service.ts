/** Feeds: server-sent events of the facts in the log that the client may see, as they are written. */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { decodeEnvelope } from '../../../libs/engine/envelope/envelope.js';
import {
  streamParts,
  Unavailable,
  type Cursor,
  type EventStore,
  type StoredFact,
} from '../../../libs/engine/ports/event-store.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import type { Logger } from '../../../libs/runtime/logger.js';
import type { Token, Tokens } from '../../../libs/runtime/tokens.js';
import { isGrantInForce } from '../auth/grant-in-force.js';
import type { ApiLimits } from '../http/api-parts.js';
import { HttpProblem } from '../http/http-problem.js';
import type { HttpReply } from '../http/http-types.js';
import { LIMITS, LOGGER, STORE, TOKENS } from '../http/injection-tokens.js';
import type { ApiReason } from '../http/messages.js';
import { inBothLanguages } from '../http/problem-document.js';
import { FactPresenter } from '../visibility/fact-presenter.js';
import { VisibilityService } from '../visibility/visibility.service.js';

/** Why the server ends a feed. Its last event says so; the client may connect again with the last id. */
type Ending = (ApiReason & ('tooSlow' | 'closing' | 'unavailable')) | 'grantRevoked';

/** After how many milliseconds a client should connect again. */
const RETRY_MS = 2_000;
/** How long the client may take to read the last event. */
const LAST_EVENT_MS = 2_000;

interface Feed {
  readonly token: Token;
  readonly response: ServerResponse;
  readonly stop: AbortController;
  last: Cursor | undefined;
}

@Injectable()
export class FeedService implements OnModuleDestroy {
  private readonly open = new Set<Feed>();

  constructor(
    private readonly service: CommandService,
    private readonly visibility: VisibilityService,
    private readonly presenter: FactPresenter,
    @Inject(STORE) private readonly store: EventStore,
    @Inject(TOKENS) private readonly tokens: Tokens,
    @Inject(LIMITS) private readonly limits: ApiLimits,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Takes the response over. Resolves when the feed has ended. @throws {HttpProblem} 429, before it begins. */
  async follow(token: Token, after: Cursor | undefined, reply: HttpReply): Promise<void> {
    const { feeds, feedsPerToken } = this.limits;
    const own = [...this.open].filter((feed) => feed.token.id === token.id).length;
    if (own >= feedsPerToken) throw tooMany(feedsPerToken);
    if (this.open.size >= feeds) throw tooMany(feeds);
    const feed: Feed = { token, response: reply.raw, stop: new AbortController(), last: after };
    this.open.add(feed);
    try {
      beginEvents(reply);
      feed.response.on('close', () => feed.stop.abort());
      const ending = await this.send(feed);
      if (ending !== undefined) endFeed(feed, ending);
    } finally {
      feed.stop.abort();
      this.open.delete(feed);
    }
  }

  /** How many are open now. */
  get count(): number {
    return this.open.size;
  }

  /** Ends every feed, so that their clients connect again once there is a server again. */
  onModuleDestroy(): void {
    for (const feed of this.open) {
      endFeed(feed, 'closing');
      feed.stop.abort();
    }
  }

  /** Sends facts until the client, a limit or the log ends it. Returns why, where it was not the client. */
  private async send(feed: Feed): Promise<Ending | undefined> {
    const { signal } = feed.stop;
    let ending: Ending | undefined;
    const end = (why: Ending): void => {
      ending ??= why;
      feed.stop.abort();
    };
    const heartbeat = setInterval(() => {
      this.sendHeartbeat(feed).then(
        (inForce) => inForce || end('grantRevoked'),
        () => end('unavailable'),
      );
    }, this.limits.feedHeartbeatMs);
    try {
      const after = feed.last;
      for await (const stored of this.store.follow({ ...(after === undefined ? {} : { after }), signal })) {
        const text = await this.eventOf(feed.token, stored);
        feed.last = stored.cursor;
        if (text !== undefined && !(await this.write(feed, text))) end('tooSlow');
        if (signal.aborted) break;
      }
    } catch (error) {
      if (!(error instanceof Unavailable)) {
        this.log.error('feed failed', {}, error);
      }
      end('unavailable');
    } finally {
      clearInterval(heartbeat);
    }
    return ending;
  }

  /** Keeps the connection open, and tells how far the log was read. False when the grant was revoked. */
  private async sendHeartbeat({ token, response, last }: Feed): Promise<boolean> {
    if (response.writableNeedDrain) return true;
    response.write(last === undefined ? ': \n\n' : `: \nid: ${last}\n\n`);
    return (await this.tokens.stands(token.id)) && (await isGrantInForce(this.service, token));
  }

  private async eventOf(token: Token, { stream, bytes, cursor }: StoredFact): Promise<string | undefined> {
    if (streamParts(stream).root !== token.root) return undefined;
    const visibility = await this.visibility.find(token, stream);
    const fact = visibility && (await this.presenter.present(visibility, decodeEnvelope(bytes)));
    return fact && `id: ${cursor}\nevent: fact\ndata: ${JSON.stringify(fact)}\n\n`;
  }

  /** Waits until the client has read enough. False when it took longer than it may. */
  private async write({ response, stop: { signal } }: Feed, event: string): Promise<boolean> {
    if (response.write(event)) return true;
    const late = AbortSignal.timeout(this.limits.feedStallMs);
    try {
      await once(response, 'drain', { signal: AbortSignal.any([signal, late]) });
    } catch {
      return !late.aborted;
    }
    return true;
  }
}

function tooMany(limit: number): HttpProblem {
  return new HttpProblem(429, 'busy', { limit }, [], { 'retry-after': '5' });
}

function beginEvents(reply: HttpReply): void {
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    // When the feed ends, so does the connection.
    connection: 'close',
    // A reverse proxy passes on each event as it comes.
    'x-accel-buffering': 'no',
  });
  reply.raw.write(`retry: ${RETRY_MS}\n\n`);
}

function endFeed({ response, last }: Feed, reason: Ending): void {
  if (response.writableEnded || response.destroyed) return;
  const id = last === undefined ? '' : `id: ${last}\n`;
  response.end(`${id}event: end\ndata: ${JSON.stringify({ reason, messages: inBothLanguages({ reason }) })}\n\n`);
  setTimeout(() => response.destroy(), LAST_EVENT_MS).unref();
}
