/**
 * How a serving process is. Live: it answers at all. Ready: it can take commands and show what came of them, so the
 * store answers and the views are not far behind. A queue that is down makes reminders late and stops nothing else: it
 * is shown, and does not count.
 */
import type { Cursor, EventStore } from '../engine/ports/event-store.js';

/** Views further behind than this show a past that users would take for a fault. */
const MOST_FACTS_BEHIND = 5_000;
/** A part that does not answer in this time counts as down. */
const ANSWERS_WITHIN_MS = 2_000;

export interface Readiness {
  readonly ready: boolean;
  readonly store: 'answers' | 'down';
  /** Facts that the views have not seen; null when nobody can tell. */
  readonly viewsBehind: number | null;
  readonly queue: 'answers' | 'down' | 'none';
  /** Whether this process follows the log. Where it does not, another has to. */
  readonly worker: boolean;
}

export interface Looked {
  readonly store: Pick<EventStore, 'head' | 'countAfter'>;
  readonly views: { position(): Promise<Cursor | undefined> };
  /** Undefined in a process that has none. */
  readonly queue: { healthy(): Promise<boolean> } | undefined;
  readonly worker: boolean;
}

/** Asks every part, none longer than two seconds. Never throws. */
export async function readiness(parts: Looked): Promise<Readiness> {
  const [behind, queue] = await Promise.all([
    within(viewsBehind(parts)),
    parts.queue === undefined ? undefined : within(parts.queue.healthy()),
  ]);
  // Where the log ends is asked of the store, and the views lie in the same database: one of the two is down.
  const store =
    behind === undefined && (await within(parts.store.head().then(() => true))) !== true ? 'down' : 'answers';
  return {
    ready: behind !== undefined && behind <= MOST_FACTS_BEHIND,
    store,
    viewsBehind: behind ?? null,
    queue: parts.queue === undefined ? 'none' : queue === true ? 'answers' : 'down',
    worker: parts.worker,
  };
}

/** Facts in the log that the views have not seen. @throws {Unavailable} */
export async function viewsBehind({ store, views }: Pick<Looked, 'store' | 'views'>): Promise<number> {
  return store.countAfter(await views.position());
}

/** Undefined when it failed, or took too long. */
async function within<T>(asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWERS_WITHIN_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
