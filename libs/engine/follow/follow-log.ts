/**
 * Following the log. A follower saves a checkpoint and resumes from it after a crash. Facts that were handled after the last
 * checkpoint are handled again, so that handling must be idempotent.
 */
import type { Cursor, EventStore, StoredFact } from '../ports/event-store.js';

/** Checkpoints of followers, by the follower's name. */
export interface Checkpoints {
  load(name: string): Promise<Cursor | undefined>;
  save(name: string, cursor: Cursor): Promise<void>;
  /**
   * Moves a checkpoint, if it is still where this follower left it. False: another process follows under this name, and
   * this one must stop.
   */
  move(name: string, from: Cursor | undefined, to: Cursor): Promise<boolean>;
}

export interface Follower {
  readonly name: string;
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  /** Handles some facts, in the order of the log. When it throws, they come again. */
  readonly handle: (facts: readonly StoredFact[]) => Promise<void>;
}

/** Another process follows under the same name. This one must stop. */
export class FollowerReplaced extends Error {
  constructor(readonly follower: string) {
    super(`another process follows the log as ${follower}`);
  }
}

/** Facts handled at once. */
const BATCH = 256;

/**
 * Follows the log from the checkpoint until the signal aborts. A batch that was begun is finished.
 * @throws {FollowerReplaced} and what `handle` and the ports throw.
 */
export async function followLog(follower: Follower, signal: AbortSignal): Promise<void> {
  const { store } = follower;
  let at = await follower.checkpoints.load(follower.name);
  while (!signal.aborted) {
    const moved = await handleBatch(follower, at);
    if (moved !== undefined) at = moved;
    else await waitForFacts(store, at, signal);
  }
}

/** Handles the log to its end, including facts that handling adds. Returns the number of facts. */
export async function followToEnd(follower: Follower): Promise<number> {
  let at = await follower.checkpoints.load(follower.name);
  let count = 0;
  const counting = {
    ...follower,
    handle: async (facts: readonly StoredFact[]) => {
      await follower.handle(facts);
      count += facts.length;
    },
  };
  for (;;) {
    const moved = await handleBatch(counting, at);
    if (moved === undefined) return count;
    at = moved;
  }
}

async function handleBatch(
  { name, store, checkpoints, handle }: Follower,
  at: Cursor | undefined,
): Promise<Cursor | undefined> {
  const facts: StoredFact[] = [];
  for await (const fact of store.readLog({ limit: BATCH, ...(at === undefined ? {} : { after: at }) }))
    facts.push(fact);
  const last = facts.at(-1)?.cursor;
  if (last === undefined) return undefined;
  await handle(facts);
  if (!(await checkpoints.move(name, at, last))) throw new FollowerReplaced(name);
  return last;
}

/** Resolves when there is a fact after the cursor, or when the signal aborts. */
async function waitForFacts(store: EventStore, at: Cursor | undefined, signal: AbortSignal): Promise<void> {
  for await (const _fact of store.follow({ signal, ...(at === undefined ? {} : { after: at }) })) return;
}
