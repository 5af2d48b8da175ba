/**
 * The two archives of a back-up: lines of JSON. The first says what it is; the last tells how many lines there are and
 * the SHA-256 of all bytes before it, so that a file that was changed or cut short is not taken for a whole one. In the
 * archive of the log stand the lines of an exported log as they are, and rows that lie beside it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LIMITS, STREAM_NAME } from '../engine/ports/event-store.js';
import { keyCopySchema, voteCopySchema } from '../sealing/database/copies.js';
import { clockCopySchema, refusedCopySchema, seedCopySchema, tokenCopySchema } from './service-rows.js';

export const FORMAT = 1;
export type Part = 'log' | 'keys';

const headerSchema = z.strictObject({
  archive: z.literal('hearth'),
  format: z.int().positive(),
  part: z.enum(['log', 'keys']),
  /** The same in both archives of a back-up. */
  backup: z.string().regex(/^[0-9a-f]{32}$/),
  at: z.iso.datetime(),
  /** Which list of erasures belongs to it; null for a log that never had keys. */
  list: z
    .string()
    .regex(/^list:[0-9a-f]{32}$/)
    .nullable(),
});
export type Header = z.infer<typeof headerSchema>;

/** How far a follower had come: the last fact that it took, which every copy of the log holds. */
const checkpointSchema = z.strictObject({
  name: z.string().min(1).max(100),
  stream: z.string().max(LIMITS.streamNameLength).regex(STREAM_NAME),
  rev: z.int().nonnegative(),
});
export type CheckpointCopy = z.infer<typeof checkpointSchema>;

const ROWS = {
  log: z.discriminatedUnion('row', [
    z.strictObject({ row: z.literal('token'), of: tokenCopySchema }),
    z.strictObject({ row: z.literal('refused'), of: refusedCopySchema }),
    z.strictObject({ row: z.literal('clock'), of: clockCopySchema }),
    z.strictObject({ row: z.literal('seed'), of: seedCopySchema }),
    z.strictObject({ row: z.literal('vote'), of: voteCopySchema }),
    z.strictObject({ row: z.literal('checkpoint'), of: checkpointSchema }),
  ]),
  keys: z.discriminatedUnion('row', [z.strictObject({ row: z.literal('key'), of: keyCopySchema })]),
} as const;
export type LogRow = z.infer<(typeof ROWS)['log']>;
export type KeyRow = z.infer<(typeof ROWS)['keys']>;
export type Row = LogRow | KeyRow;

const LOG_BEGINS = '{"log":"begins"}';
/** The last line of an exported log. */
const LOG_ENDS = /^\{"facts":\d+\}$/;
const lastSchema = z.strictObject({
  lines: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
/** Most lines: above what any federation's log has facts. */
const MOST_LINES = 1_000_000_000;

export type ArchiveFault = 'notArchive' | 'newerFormat' | 'otherPart' | 'damaged' | 'cutShort';

/** A file that cannot be restored from. `line` counts from 1. */
export class BadArchive extends Error {
  constructor(
    readonly why: ArchiveFault,
    readonly part: Part,
    readonly line: number,
    readonly detail = '',
  ) {
    super(`${part}, line ${line}: ${why} ${detail}`.trimEnd());
  }
}

/** What stands in an archive beside its first and last line: rows, and lines of the exported log. */
export type Entry = { readonly row: Row } | { readonly line: string };

/** The text of an archive, line by line with line ends. */
export async function* archived(
  header: Omit<Header, 'archive' | 'format'>,
  rows: AsyncIterable<Entry>,
): AsyncIterable<string> {
  const hash = createHash('sha256');
  let lines = 0;
  let inLog = false;
  const line = (text: string): string => {
    lines += 1;
    hash.update(text, 'utf8').update('\n');
    return `${text}\n`;
  };
  yield line(JSON.stringify({ archive: 'hearth', format: FORMAT, ...header } satisfies Header));
  for await (const entry of rows) {
    if ('row' in entry) yield line(JSON.stringify(entry.row));
    else {
      if (!inLog) yield line(LOG_BEGINS);
      inLog = true;
      yield line(entry.line);
    }
  }
  yield `${JSON.stringify({ lines, sha256: hash.digest('hex') })}\n`;
}

/** What an archive's first line says. @throws {BadArchive} */
export async function headerOf(part: Part, lines: AsyncIterable<string>): Promise<Header> {
  for await (const line of lines) return parseHeader(part, line);
  throw new BadArchive('cutShort', part, 1);
}

/**
 * The entries of an archive, in order. What is wrong with the whole is known only at the end: go through it once before
 * anything is done with it.
 * @throws {BadArchive}
 */
export async function* entriesOf(part: Part, lines: AsyncIterable<string>): AsyncIterable<Entry> {
  const hash = createHash('sha256');
  let number = 0;
  let [inLog, ended] = [false, false];
  for await (const line of lines) {
    number += 1;
    if (ended || number > MOST_LINES) throw new BadArchive('damaged', part, number, 'more lines than there should be');
    if (number === 1) parseHeader(part, line);
    else if (inLog) {
      inLog = !LOG_ENDS.test(line);
      yield { line };
    } else if (part === 'log' && line === LOG_BEGINS) inLog = true;
    else {
      const json = parse(part, number, line);
      const last = lastSchema.safeParse(json);
      if (last.success) {
        checkEnd(part, number, last.data, hash.digest('hex'));
        ended = true;
        continue;
      }
      yield { row: parseRow(part, number, json) };
    }
    hash.update(line, 'utf8').update('\n');
  }
  if (!ended) throw new BadArchive('cutShort', part, number + 1);
}

/** Only the lines of the exported log, for whoever reads those. */
export async function* logLinesOf(lines: AsyncIterable<string>): AsyncIterable<string> {
  for await (const entry of entriesOf('log', lines)) if ('line' in entry) yield entry.line;
}

function parseHeader(part: Part, line: string): Header {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new BadArchive('notArchive', part, 1);
  }
  const format = z.looseObject({ archive: z.literal('hearth'), format: z.int() }).safeParse(json);
  if (!format.success) throw new BadArchive('notArchive', part, 1);
  if (format.data.format > FORMAT) throw new BadArchive('newerFormat', part, 1, String(format.data.format));
  const header = headerSchema.safeParse(json);
  if (!header.success) throw new BadArchive('damaged', part, 1, issueOf(header.error));
  if (header.data.part !== part) throw new BadArchive('otherPart', part, 1);
  return header.data;
}

function parse(part: Part, number: number, line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    throw new BadArchive('damaged', part, number, 'not JSON');
  }
}

function parseRow(part: Part, number: number, json: unknown): Row {
  const row = ROWS[part].safeParse(json);
  if (!row.success) throw new BadArchive('damaged', part, number, issueOf(row.error));
  return row.data;
}

function checkEnd(part: Part, number: number, last: z.infer<typeof lastSchema>, sha256: string): void {
  if (last.lines !== number - 1)
    throw new BadArchive('damaged', part, number, `there are ${number - 1} lines before it, not ${last.lines}`);
  if (last.sha256 !== sha256) throw new BadArchive('damaged', part, number, 'its SHA-256 is another');
}

/** Where and what, never the value. */
function issueOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.code ?? ''}`;
}
