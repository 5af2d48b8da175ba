/** The process that serves this data folder, asked through its door for the command line. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { Unavailable } from '../../libs/engine/store.js';
import { readServingFile, type ServingFile } from '../assembly/serving-file.js';
import { refused, type Invocation } from './invocation.js';

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

export interface Serving {
  /** `instant`: how an instant is told, where the work goes through time. */
  ask(
    method: 'GET' | 'POST',
    path: string,
    body?: object,
    instant?: Instant,
  ): Promise<Readonly<Record<string, unknown>>>;
  readonly file: ServingFile;
}

/** The serving process; undefined when none runs. What a process left behind that was killed counts as none. */
export async function servingAt(
  data: string,
  invocation: Pick<Invocation, 'progress' | 'say'>,
): Promise<Serving | undefined> {
  const file = await readServingFile(data);
  if (file === undefined) return undefined;
  const { url, secret } = file.door;
  const send = (method: string, path: string, rest: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, { method, headers: { authorization: `Bearer ${secret}` }, ...rest });
  const there = await send('GET', '/status', { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).catch(() => undefined);
  // Another program may have taken the port since: it does not know the secret.
  if (there?.ok !== true) return undefined;
  await there.body?.cancel();
  return {
    file,
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
      throw refused(`door.${line.refused}`, now === undefined ? parameters : { ...parameters, now: inWords(now) });
    }
    if ('failed' in line) throw new Unavailable(line.failed);
    progress.show(() => say('door.progress', { done: instant?.(line.progress) ?? line.progress }));
  }
  throw new Unavailable('the serving process ended before it was done');
}
