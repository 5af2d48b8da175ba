/** What the API is handed, and under which names Nest injects it. */
import type { Provider } from '@nestjs/common';
import type { Keys } from '../../../libs/engine/ports/sealing.js';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { NOTHING_KNOWN } from '../../../libs/lifecycle/messages/labels.js';
import type { Queue } from '../../../libs/outside/queue/queue.js';
import type { Views } from '../../../libs/views/views.js';
import type { Clock } from '../../../libs/runtime/clock.js';
import type { Readiness } from '../../../libs/runtime/health.js';
import { CommandService } from '../../../libs/runtime/command-service.js';
import type { Observing } from '../../../libs/runtime/logger.js';
import type { Tokens } from '../../../libs/runtime/tokens.js';
import type { Worker } from '../../worker/followers/worker-parts.js';
import {
  CLOCK,
  KEYS,
  LIMITS,
  LOGGER,
  METRICS,
  READINESS_CHECK,
  STORE,
  TOKENS,
  VIEWS,
  WORKER,
  ZONE,
} from './injection-tokens.js';

/** Whether requests can be served. */
export type ReadinessCheck = () => Promise<Readiness>;

export interface ApiParts {
  readonly service: CommandService;
  readonly store: EventStore;
  /** Opens what is sealed, for those who may see it. */
  readonly keys: Pick<Keys, 'get'>;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly observing: Observing;
  readonly views: Views;
  /** What follows the log in this process, if anything does. */
  readonly worker?: Worker | undefined;
  /** Shown to operators. */
  readonly queue?: Pick<Queue, 'boardQueue'> | undefined;
  readonly ready: ReadinessCheck;
  readonly limits?: Partial<ApiLimits>;
  /** The time zone of instants that concern no zone of the log; unset, UTC. */
  readonly zone?: string;
}

export interface ApiLimits {
  /** Requests of one token at a time. */
  readonly requestsPerToken: number;
  /** Open feeds of one token, and of all. */
  readonly feedsPerToken: number;
  readonly feeds: number;
  /** How long a feed waits for a client that does not read before it cuts it off. Milliseconds. */
  readonly feedStallMs: number;
  readonly feedHeartbeatMs: number;
  /** How long a read waits for the views to reach the place that it names. Milliseconds. */
  readonly afterMs: number;
  /** How long a request may take to arrive. Milliseconds. */
  readonly requestMs: number;
}

const DEFAULT_LIMITS: ApiLimits = {
  requestsPerToken: 256,
  feedsPerToken: 4,
  feeds: 200,
  feedStallMs: 20_000,
  feedHeartbeatMs: 15_000,
  afterMs: 2_000,
  requestMs: 30_000,
};

export function limitsOf({ limits }: Pick<ApiParts, 'limits'>): ApiLimits {
  return { ...DEFAULT_LIMITS, ...limits };
}

/** The parts as Nest injects them. */
export function provideParts(parts: ApiParts): Provider[] {
  const values = new Map<symbol | typeof CommandService, unknown>([
    [CommandService, parts.service],
    [STORE, parts.store],
    [VIEWS, parts.views],
    [TOKENS, parts.tokens],
    [KEYS, parts.keys],
    [CLOCK, parts.clock],
    [LOGGER, parts.observing.log],
    [METRICS, parts.observing.metrics],
    [WORKER, parts.worker],
    [READINESS_CHECK, parts.ready],
    [LIMITS, limitsOf(parts)],
    [ZONE, parts.zone ?? NOTHING_KNOWN.zone],
  ]);
  return [...values].map(([provide, useValue]) => ({ provide, useValue }));
}
