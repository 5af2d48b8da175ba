/** The process that serves this data folder, asked through its door for the command line. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { Unavailable } from '../../../libs/engine/ports/event-store.js';
import { readConfiguration } from '../../../libs/runtime/configuration.js';
import { readServingFile } from '../../../libs/runtime/serving-file.js';
import { EXIT, refusal, CliError, type Invocation } from '../invocation/invocation.js';

/** What the door says, a line each: how far it is, and at last what came of it. */
const lineSchema = z.union([
  z.strictObject({ progress: z.number() }),
  z.strictObject({ done: z.record(z.string(), z.unknown()) }),
  z.strictObject({
    refused: z.enum(['clockReal', 'clockGoesBack', 'noWorker', 'busy']),
    parameters: z.record(z.string(), z.string()),
  }),
  z.strictObject({ failed: z.string() }),
]);

/** How long the process may take to say that it is there. */
const ANSWERS_WITHIN_MS = 5_000;

type Instant = (at: number) => string;

export interface ServingProcess {
  /** `instant`: how an instant is told, where the work goes through time. */
  ask(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    instant?: Instant,
  ): Promise<Readonly<Record<string, unknown>>>;
}

/** The process that serves this data folder. What one left behind that was killed counts as none. @throws {CliError} none runs */
export async function connectToServing(invocation: Invocation): Promise<ServingProcess> {
  const none = new CliError(EXIT.unavailable, 'serving.none');
  const file = await readServingFile(readConfiguration(invocation.environment).data);
  if (file === undefined) throw none;
  const { url, secret } = file.door;
  const send = (method: string, path: string, rest: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${secret}` }, ...rest });
  const there = await send('GET', '/status', { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).catch(() => undefined);
  // Another program may have taken the port since: it does not know the secret.
  if (there?.ok !== true) throw none;
  await there.body?.cancel();
  return {
    async ask(method, path, body, instant) {
      const response = await send(method, path, body === undefined ? {} : { body: JSON.stringify(body) });
      if (!response.ok || response.body === null) throw new Error(`${method} ${path}: HTTP ${response.status}`);
      return resultOf(response.body as ReadableStream, invocation, instant);
    },
  };
}

async function resultOf(
  body: ReadableStream,
  { progress, say }: Pick<Invocation, 'progress' | 'say'>,
  instant: Instant | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const inWords = (now: string): string => instant?.(Date.parse(now)) ?? now;
  for await (const text of createInterface({ input: Readable.fromWeb(body) })) {
    const line = lineSchema.parse(JSON.parse(text));
    if ('done' in line) return line.done;
    if ('refused' in line) {
      const { now, ...parameters } = line.parameters;
      throw refusal(`door.${line.refused}`, now === undefined ? parameters : { ...parameters, now: inWords(now) });
    }
    if ('failed' in line) throw new Unavailable(line.failed);
    progress.show(() => say('door.progress', { done: instant?.(line.progress) ?? line.progress }));
  }
  throw new Unavailable('the serving process ended before it was done');
}
