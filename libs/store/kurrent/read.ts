/** Reading streams and the log. */
import { ABSENT, type Cursor, type ReadStreamOptions, type StoredFact } from '../../engine/ports/event-store.js';
import { parseLimit, parseReadOptions } from '../common/read-options.js';
import { lostFacts } from './failures.js';
import type { LogEnd } from './log-end.js';
import { PAGE, nextPageSize, type PageReader } from './page-reader.js';

/** Heads that are asked for at once. */
const HEADS = 64;

export async function* readStream(
  pages: PageReader,
  stream: string,
  options: ReadStreamOptions,
): AsyncIterable<StoredFact> {
  const { low, high, until, backwards, limit } = parseReadOptions(options);
  let next: number | undefined = backwards ? (high === Number.MAX_SAFE_INTEGER ? undefined : high) : Math.max(0, low);
  let page: number = PAGE.least;
  for (let left = limit; left > 0 && (next === undefined || (next >= Math.max(0, low) && next <= high));) {
    // `until` filters facts after they were read: how many must be read for `limit` is not known before.
    const wanted = until === undefined ? Math.min(page, left) : page;
    const facts = await pages.streamPage(stream, { from: next, backwards, count: wanted });
    for (const fact of facts) {
      if (fact.rev < low || fact.rev > high) return;
      if (until !== undefined && fact.at > until) continue;
      if (left === 0) return;
      left -= 1;
      yield fact;
    }
    const last = facts.at(-1);
    if (last === undefined || facts.length < wanted) return;
    next = backwards ? last.rev - 1 : last.rev + 1;
    page = nextPageSize(facts, page);
  }
}

export async function readHeads(pages: PageReader, streams: readonly string[]): Promise<number[]> {
  const heads: number[] = [];
  for (let begin = 0; begin < streams.length; begin += HEADS) {
    const some = streams.slice(begin, begin + HEADS).map(async (stream) => {
      const [last] = await pages.streamPage(stream, { from: undefined, backwards: true, count: 1 });
      return last?.rev ?? ABSENT;
    });
    heads.push(...(await Promise.all(some)));
  }
  return heads;
}

export async function* readLog(
  pages: PageReader,
  end: LogEnd,
  options: { readonly after?: Cursor; readonly limit?: number },
): AsyncIterable<StoredFact> {
  const limit = parseLimit(options.limit);
  const after = await end.resumeAfter(options.after);
  // A single page is one call, and so shows the log as it stood at one moment.
  const last = limit <= PAGE.least ? Number.MAX_SAFE_INTEGER : await end.read();
  if ((after ?? ABSENT) >= (last ?? ABSENT)) return;
  const revisions = after === undefined ? new Map<string, number>() : undefined;
  for await (const facts of pages.logPages(after, { limit })) {
    for (const fact of facts) {
      const position = pages.position(fact);
      if (position > (last ?? ABSENT)) return;
      assertContiguous(revisions, fact);
      end.saw(position);
      yield fact;
      if (position === last) return;
    }
  }
}

/** A log that is read from its beginning has every stream from its beginning. */
function assertContiguous(revisions: Map<string, number> | undefined, { stream, rev }: StoredFact): void {
  if (revisions === undefined) return;
  if (rev !== (revisions.get(stream) ?? ABSENT) + 1) throw lostFacts(stream, rev);
  revisions.set(stream, rev);
}
