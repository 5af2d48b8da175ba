/** What the doorway is handed. */
import type { Pool } from 'pg';
import type { Keys } from '../../../libs/engine/ports/sealing.js';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import type { Queue } from '../../../libs/outside/queue/queue.js';
import type { Views } from '../../../libs/views/views.js';
import type { Clock } from '../../../libs/runtime/clock.js';
import type { Readiness } from '../../../libs/runtime/health.js';
import type { CommandService } from '../../../libs/runtime/command-service.js';
import type { Observing } from '../../../libs/runtime/observability.js';
import type { Tokens } from '../../../libs/runtime/tokens.js';
import type { Worker } from '../../worker/followers/worker-parts.js';

export interface ApiParts {
  readonly service: CommandService;
  readonly store: EventStore;
  readonly pool: Pool;
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
  /** Whether requests can be served. */
  readonly ready: () => Promise<Readiness>;
  readonly limits?: Partial<ApiLimits>;
  /** In which instants are told that concern no zone of the log's; unset, UTC. */
  readonly zone?: string;
}

export interface ApiLimits {
  /** Requests of one token at a time. */
  readonly requestsPerToken: number;
  /** Open feeds of one token, and of all. */
  readonly feedsPerToken: number;
  readonly feeds: number;
  /** How long whoever reads a feed may take before they are cut off. Milliseconds. */
  readonly feedStallMs: number;
  readonly feedHeartbeatMs: number;
  /** How long a read waits for the lists to come as far as it asks. Milliseconds. */
  readonly afterMs: number;
  /** How long a request may take to arrive. Milliseconds. */
  readonly requestMs: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  requestsPerToken: 256,
  feedsPerToken: 4,
  feeds: 200,
  feedStallMs: 20_000,
  feedHeartbeatMs: 15_000,
  afterMs: 2_000,
  requestMs: 30_000,
};

/** The parts with every limit said, and the zone. */
export type Api = ApiParts & { readonly limits: ApiLimits; readonly zone: string };

/** Under this the parts are found by those who need them. */
export const API = Symbol('api');
