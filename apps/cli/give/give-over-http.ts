/** A command that goes to a serving process, here or elsewhere, by a token. */
import { z } from 'zod';
import { Unavailable } from '../../../libs/engine/ports/event-store.js';
import type { CommandRequest } from '../options/parse-options.js';
import { usageError, refusal, type Answer, type Invocation } from '../invocation/invocation.js';
import { fieldWithPointer, formatWritten } from './give-command.js';

const ANSWERS_WITHIN_MS = 30_000;

const writtenSchema = z.object({
  stream: z.string(),
  from: z.int(),
  to: z.int(),
  repeated: z.boolean(),
  cursor: z.string().optional(),
  facts: z.array(z.object({ stream: z.string(), rev: z.int(), type: z.string(), id: z.string() })),
});

const both = z.object({ zh: z.string(), en: z.string() });
const problemSchema = z.object({
  reason: z.string(),
  messages: both,
  errors: z.array(z.object({ pointer: z.string(), field: both.optional(), messages: both })).default([]),
});

/** @throws {CliError} it was refused. @throws {Unavailable} */
export async function giveOverHttp(
  wanted: CommandRequest,
  { url, token }: { readonly url: string; readonly token: string },
  invocation: Pick<Invocation, 'say' | 'language'>,
): Promise<Answer> {
  if (!URL.canParse(url)) throw usageError('give.badUrl', { url });
  const { name, cycle, target, input, key, expected, on } = wanted;
  const path = cycle === undefined ? `/v1/commands/${name}` : `/v1/cycles/${cycle}/commands/${name}`;
  const body = { target, input, ...(on === undefined ? {} : { on }), ...(wanted.for ? { for: wanted.for } : {}) };
  const response = await post(new URL(path, url), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(expected === undefined ? {} : { 'if-match': `"${expected}"` }),
    },
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });
  const answered: unknown = await response.json().catch(() => undefined);
  if (response.ok) return formatWritten({ kind: 'accepted', ...writtenSchema.parse(answered) }, invocation);
  throw failure(response.status, answered, invocation.language, key);
}

async function post(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new Unavailable(`${url.origin}: ${causeOf(error)}`, 'unknown', { cause: error });
  }
}

function causeOf(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string; code?: string }; message?: string };
  return cause?.code ?? cause?.message ?? message ?? String(error);
}

function failure(status: number, answered: unknown, language: 'zh' | 'en', key: string): Error {
  const problem = problemSchema.safeParse(answered).data;
  const told = problem?.messages[language] ?? `HTTP ${status}`;
  if (status >= 500) return new Unavailable(`${told} (--key ${key})`);
  const details = (problem?.errors ?? []).map(
    ({ pointer, field, messages }) => `  ${fieldWithPointer(pointer, field?.[language])}: ${messages[language]}`,
  );
  return refusal('command.rejected', { reason: told }, details);
}
