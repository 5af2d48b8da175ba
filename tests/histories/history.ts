/**
 * A recorded history, in two files: `<name>.ndjson` is a log as it is exported, with the definitions it was written
 * under inside; `<name>.verdicts.ndjson` says the log's digest in its first line and then, one a line, which commands
 * were given while the log grew and what was decided.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Json } from '../../libs/engine/canonical/canonical-json.js';
import type { Command } from '../../libs/engine/decide/command.js';

const json = z.custom<Json>();

const head = z.strictObject({ digest: z.string(), facts: z.int(), verdicts: z.int() });

const verdict = z.union([
  z.strictObject({
    /** Each fact as `stream type stage`, in the order it would be written. */
    accepted: z.array(z.string()),
    /** Of all that the facts say besides, and of the streams that must still stand as they were read. */
    digest: z.string(),
  }),
  z.strictObject({
    refused: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    problems: z.array(json),
  }),
]);
export type RecordedVerdict = z.infer<typeof verdict>;

const triple = z.strictObject({
  /** The state before: the first so many facts of the log. */
  after: z.int().min(0),
  /** The clock, RFC 3339 UTC with milliseconds. */
  clock: z.string(),
  /** What the decision knew that stands in no log: choices of a ballot that is being closed, keys that were erased. */
  outside: z
    .strictObject({ choices: z.record(z.string(), z.array(json)).optional(), erased: z.array(z.string()).optional() })
    .optional(),
  command: z.custom<Command>(),
  verdict,
});
export type Triple = z.infer<typeof triple>;

export interface History {
  readonly digest: string;
  readonly facts: number;
  readonly triples: readonly Triple[];
}

export const NAMES = ['shanghai', 'beijing', 'chongqing', 'national', 'toy'] as const;

export function logFile(folder: string, name: string): string {
  return join(folder, `${name}.ndjson`);
}

export function verdictsFile(folder: string, name: string): string {
  return join(folder, `${name}.verdicts.ndjson`);
}

export function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}

/** What was recorded beside a log. Throws for a file that is not whole. */
export async function readVerdicts(folder: string, name: string): Promise<History> {
  const lines = (await readFile(verdictsFile(folder, name), 'utf8')).trimEnd().split('\n');
  const { digest, facts, verdicts } = head.parse(JSON.parse(lines[0] ?? ''));
  const triples = lines.slice(1).map((line) => triple.parse(JSON.parse(line)));
  if (triples.length !== verdicts) throw new Error(`${name}: ${triples.length} verdicts of ${verdicts}`);
  return { digest, facts, triples };
}

export function verdictLines({ digest, facts, triples }: History): string {
  const lines = [{ digest, facts, verdicts: triples.length } satisfies z.infer<typeof head>, ...triples];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
