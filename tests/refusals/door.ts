/** A federation behind a server that listens: what was set up in process is asked over HTTP, as whoever may ask. */
import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import { createApi } from '../../apps/api/create-api.js';
import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import { readiness } from '../../libs/runtime/health.js';
import { openMetrics, silentLogger } from '../../libs/runtime/logger.js';
import { openTokens, type Tokens } from '../../libs/runtime/tokens.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { systemRandom } from '../../libs/sealing/crypto/random.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { openViews } from '../../libs/views/views.js';
import { House, type Actor, type Given } from '../given.js';
import { poolOf } from '../pool.js';
import { freshDatabase } from '../postgres.js';

/** A command as `House.give` takes it, by an account. */
export type Asked = readonly [
  cycle: string | undefined,
  command: string,
  to: Readonly<Record<string, string>> | string,
  by: Actor,
  input?: unknown,
  given?: Given,
];

export interface Sentences {
  readonly zh: string;
  readonly en: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What stands in every problem document. */
export interface Refused extends Answered {
  readonly body: {
    readonly type: string;
    readonly title: string;
    readonly status: number;
    readonly detail: string;
    readonly reason: string;
    readonly params: Readonly<Record<string, string | number>>;
    readonly messages: Sentences;
    readonly errors: readonly {
      readonly in: string;
      readonly pointer: string;
      readonly reason: string;
      readonly messages: Sentences;
    }[];
  } & Readonly<Record<string, unknown>>;
}

export interface Request {
  readonly by?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Ask = (method: string, path: string, request?: Request) => Promise<Answered>;

/** How to ask the server at this address. A body that is a text is sent as it is. */
export function asking(url: string): Ask {
  return async (method, path, { by, body, headers = {} } = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(by === undefined ? {} : { authorization: `Bearer ${by}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    const parsed = isJson ? (JSON.parse(text) as Answered['body']) : {};
    return { status: answer.status, headers: answer.headers, text, body: parsed };
  };
}

/** Where a command goes and what is sent there. */
export function posted([cycle, command, to, , input = {}, given = {}]: Asked): { path: string; body: object } {
  const { for: behalf, on, newPersons } = given;
  return {
    path: cycle === undefined ? `/v1/commands/${command}` : `/v1/cycles/${cycle}/commands/${command}`,
    body: {
      target: typeof to === 'string' ? { stream: to } : { key: to },
      input,
      ...(behalf && { for: behalf }),
      ...(on !== undefined && { on }),
      ...(newPersons && { newPersons }),
    },
  };
}

/** Commands are told apart from those that set the federation up by keys of their own. */
class Resumed extends House {
  private resumed = 0;

  override give(...[cycle, name, to, by, input, given = {}]: Parameters<House['give']>): ReturnType<House['give']> {
    this.resumed += 1;
    return super.give(cycle, name, to, by, input, { ...given, key: given.key ?? `resumed ${this.resumed}` });
  }
}

/** A federation that is set up once in this process, and copied for each test. */
export interface Play<F> {
  /** Lower-case letters. */
  readonly name: string;
  begin(parts: Partial<CommandServiceParts>): Promise<F>;
  house(all: F): House;
  /** The same federation on a copy of its log. */
  resumed(all: F, house: House): F;
}

const begun = new Map<string, unknown>();

export class Door {
  private keys = 0;
  private readonly texts = new Map<string, string>();

  private constructor(
    readonly house: House,
    readonly ask: Ask,
    readonly tokens: Tokens,
    /** The database's name, for whoever shuts it. */
    readonly database: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open<F>(play: Play<F>): Promise<{ door: Door; all: F }> {
    const database = await freshDatabase(play.name, async (connectionString) => {
      const pool = poolOf(connectionString);
      const store = await postgresStore({ pool });
      begun.set(play.name, await play.begin({ store }));
      await openViews({ pool, store, carried: carriedPlatform().programme });
      await openTokens(pool, systemRandom());
      await store.close();
      await pool.end();
    });
    const before = begun.get(play.name) as F;
    const { root, now } = play.house(before);
    const pool = poolOf(database.connectionString);
    const store = await postgresStore({ pool });
    const house = new Resumed(root, new Date(now).toISOString(), { store });
    const views = await openViews({ pool, store, carried: carriedPlatform().programme });
    const tokens = await openTokens(pool, systemRandom());
    const app = await createApi({
      service: house.service,
      store,
      keys: house.keys,
      tokens,
      clock: { now: () => house.now, kind: 'virtual' },
      observing: { log: silentLogger, metrics: openMetrics({ process: false }) },
      views,
      ready: () => readiness({ store, views, queue: undefined, worker: false }),
    });
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
    const close = async (): Promise<void> => {
      await app.close();
      await store.close();
      await pool.end();
      await database.drop();
    };
    const name = new URL(database.connectionString).pathname.slice(1);
    const door = new Door(house, asking(`http://127.0.0.1:${port}`), tokens, name, close);
    return { door, all: play.resumed(before, house) };
  }

  async tokenOf(actor: Actor): Promise<string> {
    const name = `${actor.account} ${actor.grant}`;
    const text = this.texts.get(name) ?? (await this.newToken(actor)).text;
    this.texts.set(name, text);
    return text;
  }

  newToken({ account, role, unit, grant }: Actor): ReturnType<Tokens['create']> {
    return this.tokens.create({ root: this.house.root, account, role, unit, grant, kind: 'bearer', label: '' });
  }

  /** Gives a command over HTTP, with a key of its own unless one is given. */
  async give(asked: Asked, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const { path, body } = posted(asked);
    const { key, expected } = asked[5] ?? {};
    return this.ask('POST', path, {
      by: await this.tokenOf(asked[3]),
      body,
      headers: {
        'idempotency-key': key ?? `over HTTP ${(this.keys += 1)}`,
        ...(expected === undefined ? {} : { 'if-match': `"${expected}"` }),
        ...headers,
      },
    });
  }

  /** What was asked is refused, for this reason, as every refusal is told, and nothing is written. */
  async refused(status: number, reason: string, request: () => Promise<Answered>): Promise<Refused> {
    const before = await this.house.parts.store.head();
    const answer = await request();
    assert.equal(await this.house.parts.store.head(), before, `refused and wrote: ${answer.text}`);
    return asRefused(status, reason, answer);
  }
}

/** The answer, once it is held against what every problem document says. */
export function asRefused(status: number, reason: string, answer: Answered): Refused {
  expect([answer.status, answer.body['reason']]).toEqual([status, reason]);
  const refused = answer as Refused;
  const { body } = refused;
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect([body.status, body.type]).toEqual([status, `urn:hearth:problem:${reason}`]);
  // In Chinese unless another language is asked for.
  expect(answer.headers.get('content-language')).toBe('zh');
  expect(body.title).toBe(body.messages.zh);
  expectSentences(body.messages);
  for (const { pointer, messages } of body.errors) {
    expect(pointer).toMatch(/^(\/[^/]+)*$/);
    expectSentences(messages);
  }
  return refused;
}

/** A sentence in each language, with everything filled in that was to be. */
function expectSentences({ zh, en }: Sentences): void {
  expect(zh).toMatch(/\p{Script=Han}.*。$/u);
  expect(en).toMatch(/^[A-Z].*[.]$/);
  for (const text of [zh, en]) expect(text).not.toMatch(/\{[a-zA-Z]+\}|undefined|NaN|\[object/);
  expect(zh).not.toBe(en);
}

/** Where a pointer leads in what was sent; undefined: nowhere. */
export function at(body: unknown, pointer: string): unknown {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  let value = body;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
