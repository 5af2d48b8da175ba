/** Following the log: pages of what is there already, then a subscription, and both again whenever that ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable, type Cursor, type StoredFact } from '../../engine/ports/event-store.js';
import { classifyFailure } from './failures.js';
import type { LogEnd } from './log-end.js';
import type { PageReader } from './page-reader.js';

/** How long a follower waits before it begins again. */
const RESTART_MS = { least: 50, most: 1_000 } as const;

export async function* follow(
  pages: PageReader,
  end: LogEnd,
  cursor: Cursor | undefined,
  signal: AbortSignal,
): AsyncIterable<StoredFact> {
  let after: number | undefined;
  let begun = false;
  for (let wait: number = RESTART_MS.least; !signal.aborted;) {
    try {
      if (!begun) after = await end.resumeAfter(cursor);
      begun = true;
      for await (const fact of factsAfter(pages, end, after, signal)) {
        if (signal.aborted) return;
        wait = RESTART_MS.least;
        after = pages.position(fact);
        yield fact;
      }
    } catch (error) {
      // While the server is out of reach, the follower waits and tries again.
      if (!(error instanceof Unavailable) && classifyFailure(error) === 'final') throw error;
    }
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    wait = Math.min(wait * 2, RESTART_MS.most);
  }
}

/** Pages of the log, then the facts of a subscription until it ends. */
async function* factsAfter(
  pages: PageReader,
  end: LogEnd,
  position: number | undefined,
  signal: AbortSignal,
): AsyncIterable<StoredFact> {
  let after = position;
  for await (const facts of pages.logPages(position)) {
    for (const fact of facts) {
      after = pages.position(fact);
      end.saw(after);
      yield fact;
    }
  }
  if (signal.aborted) return;
  const subscription = pages.subscribe(after);
  // It may report its end more than once, also when nobody reads it any more.
  subscription.on('error', () => undefined);
  const stop = (): void => {
    subscription.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const event of subscription) {
      const fact = pages.fact(event);
      end.saw(pages.position(fact));
      yield fact;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await subscription.unsubscribe().catch(() => undefined);
  }
}
