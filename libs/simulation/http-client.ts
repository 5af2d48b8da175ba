/** The door that everybody uses: the HTTP API of a serving process. Driving goes through it, looking through the log. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { REJECTIONS } from '../engine/decide/rejection.js';
import type { CommandAnswer, SimulationClient, GivenCommand } from './simulation-client.js';
import type { Account } from './federation.js';
import type { CachedLogReader } from './cached-log-reader.js';

export interface HttpClientOptions {
  /** Of the API, without a slash at the end. */
  readonly url: string;
  readonly look: CachedLogReader;
  readonly tokenOf: (account: Account) => Promise<string>;
  /** The token of whoever may put the clock and ask how far followers are. */
  readonly operator: string;
  /** Why reactions were refused since the last time, where that can be told. */
  readonly refusedReactions?: () => readonly string[];
}

/** The API answered something that a client of it cannot go on from. */
export class ApiFailed extends Error {}

/** What has to be done before the next move: what others write to `watch` streams shifts nothing. */
const AWAITED = ['reactions', 'timer'] as const;
const REQUEST_MS = 60_000;
/** Walking the clock to a far instant gives the reminders of all days in between. */
const ADVANCE_MS = 600_000;
const SETTLED_MS = 60_000;
const TRIES = 10;
const MOST_PAUSE_MS = 20;

const acceptedSchema = z.looseObject({ facts: z.array(z.looseObject({ stream: z.string() })) });
const problemSchema = z.looseObject({
  reason: z.string(),
  errors: z.array(z.looseObject({ reason: z.string() })).default([]),
});
const lagSchema = z.record(z.string(), z.looseObject({ behind: z.union([z.number(), z.boolean()]) }));

export function httpClient({ url, look, tokenOf, operator, refusedReactions }: HttpClientOptions): SimulationClient {
  const ask = (path: string, token: string, request: Asked): Promise<Response> =>
    asked(`${url}${path}`, token, request);
  return {
    store: look.store,
    recall: (stream) => look.recall(stream),
    async give(given) {
      const way = given.cycle === undefined ? '/v1/commands' : `/v1/cycles/${given.cycle}/commands`;
      const { key, stream, input, for: behalf } = given;
      const body = { target: { stream }, input, ...(behalf === undefined ? {} : { for: behalf }) };
      return answerOf(given, await ask(`${way}/${given.name}`, await tokenOf(given.by), { body, key }));
    },
    async setClock(instant) {
      const to = new Date(instant).toISOString();
      const answer = await ask('/v1/clock/advance', operator, { body: { to }, limitMs: ADVANCE_MS });
      if (!answer.ok) throw new ApiFailed(`the clock was not put to ${to}: ${answer.status} ${await answer.text()}`);
      await answer.text();
    },
    async waitForReactions() {
      const started = performance.now();
      for (let tried = 0; ; tried += 1) {
        // Whatever a follower writes makes the log longer: only what is done on both sides of asking is done.
        const before = await look.store.head();
        const done = await followed(await ask('/v1/lag', operator, {}));
        if (done && (await look.store.head()) === before) break;
        if (performance.now() - started > SETTLED_MS) throw new ApiFailed('reactions or timer do not catch up');
        await pause(Math.min(1 + tried, MOST_PAUSE_MS));
      }
      await look.refresh();
      return refusedReactions?.() ?? [];
    },
  };
}

async function followed(answer: Response): Promise<boolean> {
  if (!answer.ok) throw new ApiFailed(`how far followers are is not told: ${answer.status} ${await answer.text()}`);
  const lag = lagSchema.parse(await answer.json());
  return AWAITED.every((name) => {
    const behind = lag[name]?.behind;
    if (behind === undefined) throw new ApiFailed(`nobody follows as ${name}`);
    return Number(behind) === 0;
  });
}

async function answerOf({ name, stream }: GivenCommand, answer: Response): Promise<CommandAnswer> {
  const body: unknown = await answer.json();
  if (answer.ok) return { kind: 'accepted', written: acceptedSchema.parse(body).facts.map((fact) => fact.stream) };
  const { reason, errors } = problemSchema.parse(body);
  // A door that refuses for reasons of its own is no part of the play.
  if (!Object.hasOwn(REJECTIONS, reason)) throw new ApiFailed(`${name} on ${stream}: ${answer.status} ${reason}`);
  return { kind: 'refused', reason, problems: errors.map((error) => error.reason) };
}

interface Asked {
  /** Undefined: a question. */
  readonly body?: object;
  readonly key?: string;
  readonly limitMs?: number;
}

/** Asks, and again with the same key while the answer is that it cannot be done at the moment. @throws {ApiFailed} */
async function asked(url: string, token: string, { body, key, limitMs = REQUEST_MS }: Asked): Promise<Response> {
  let why = '';
  for (let tried = 1; tried <= TRIES; tried += 1) {
    try {
      const answer = await fetch(url, {
        signal: AbortSignal.timeout(limitMs),
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
      if (answer.status !== 503 && answer.status !== 429) return answer;
      why = `${answer.status} ${await answer.text()}`;
    } catch (error) {
      why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    await pause(100 * tried);
  }
  throw new ApiFailed(`${url}: ${why}`);
}
