/** A federation behind a doorway: its log in PostgreSQL, an account for each role, a token for each account. */
import type { Pool } from 'pg';
import { createApi } from '../../apps/api/create-api.js';
import type { ApiLimits, ApiParts } from '../../apps/api/http/api-parts.js';
import type { Beside, Logger, Observing } from '../../libs/runtime/logger.js';
import { openMetrics } from '../../libs/runtime/logger.js';
import { openTokens, type Tokens } from '../../libs/runtime/tokens.js';
import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import { readiness } from '../../libs/runtime/health.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { openViews } from '../../libs/views/views.js';
import { systemRandom } from '../../libs/sealing/crypto/random.js';
import { openPool } from '../../libs/postgres/connection.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import type { Actor, House } from '../given.js';
import { freshDatabase } from '../postgres.js';
import { federation, type Federation } from '../shanghai/federation.js';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface Sent {
  readonly by?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Doorway {
  readonly app: Awaited<ReturnType<typeof createApi>>;
  readonly parts: ApiParts;
  readonly federation: Federation;
  readonly house: House;
  readonly pool: Pool;
  readonly tokens: Tokens;
  /** Everything that was logged, as it would be written. */
  readonly logged: readonly string[];
  /** The text of a token for an actor; the same one each time. */
  tokenOf(actor: Actor, kind?: 'bearer' | 'calendar'): Promise<string>;
  ask(method: string, path: string, sent?: Sent): Promise<Answered>;
  /** A command of the cycle, with a key of its own unless one is given. */
  give(
    actor: Actor,
    command: string,
    key: Readonly<Record<string, string>>,
    input?: unknown,
    more?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: object },
  ): Promise<Answered>;
  close(): Promise<void>;
}

export async function doorway(
  limits: Partial<ApiLimits> = {},
  more: Partial<CommandServiceParts> = {},
  homes = 2,
  served: Partial<ApiParts> = {},
  definition?: Definition,
): Promise<Doorway> {
  const database = await freshDatabase('api');
  // Its last connections may still be closing when the database is dropped: that is no failure.
  const pool = openPool(database.connectionString, 10).on('error', () => undefined);
  const store = await postgresStore({ pool });
  const all = await federation(homes, { store, ...more }, definition);
  const { house } = all;
  const views = await openViews({ pool, store, carried: carriedPlatform().programme });
  const tokens = await openTokens(pool, systemRandom());
  const { observing, logged } = listening();
  const parts: ApiParts = {
    service: house.service,
    store: more.store ?? store,
    keys: house.keys,
    tokens,
    clock: { now: () => house.now, kind: 'virtual' },
    observing,
    limits,
    views,
    ready: () => readiness({ store, views, queue: undefined, worker: false }),
    ...served,
  };
  const app = await createApi(parts);
  const texts = new Map<string, string>();
  let keys = 0;
  const tokenOf = async (actor: Actor, kind: 'bearer' | 'calendar' = 'bearer'): Promise<string> => {
    const name = `${kind} ${actor.account} ${actor.grant}`;
    let text = texts.get(name);
    if (text === undefined) {
      const { account, role, unit, grant } = actor;
      ({ text } = await tokens.create({ root: 'test', account, role, unit, grant, kind, label: 'test' }));
      texts.set(name, text);
    }
    return text;
  };
  const ask = async (method: string, path: string, { by, body, headers = {} }: Sent = {}): Promise<Answered> => {
    const answer = await app.inject({
      method: method as 'GET',
      url: path,
      headers: { ...(by === undefined ? {} : { authorization: `Bearer ${by}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      body: /json/.test(String(answer.headers['content-type'])) ? (answer.json() as Answered['body']) : {},
      text: answer.body,
    };
  };
  return {
    app,
    parts,
    federation: all,
    house,
    pool,
    tokens,
    logged,
    tokenOf,
    ask,
    async give(actor, command, key, input = {}, { headers = {}, body = {} } = {}) {
      return ask('POST', `/v1/cycles/2024/commands/${command}`, {
        by: await tokenOf(actor),
        body: { target: { key }, input, ...body },
        headers: { 'idempotency-key': `key ${(keys += 1)}`, ...headers },
      });
    },
    async close() {
      await app.close();
      await store.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** Figures, and a log that keeps its lines. */
function listening(): { observing: Observing; logged: string[] } {
  const logged: string[] = [];
  const line =
    (level: string) =>
    (message: string, beside: Beside = {}, error?: unknown): void => {
      const told = error instanceof Error ? error.stack : error;
      logged.push(`${level} ${message} ${JSON.stringify(beside)} ${String(told ?? '')}`);
    };
  const log: Logger = {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    of: () => log,
  };
  return { observing: { log, metrics: openMetrics({ process: false }) }, logged };
}
