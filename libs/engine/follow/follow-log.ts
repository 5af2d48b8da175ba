/**
 * Following the log: whoever follows it remembers how far it has come, and goes on from there after a crash. What was
 * taken but not yet noted comes again, so that taking twice must be as good as taking once.
 */
import type { Cursor, EventStore, StoredFact } from '../ports/event-store.js';

/** Where followers of the log have got to, by their names. */
export interface Checkpoints {
  load(name: string): Promise<Cursor | undefined>;
  save(name: string, cursor: Cursor): Promise<void>;
  /**
   * Moves a checkpoint on, if it still stands where this follower left it. False: somebody else follows under this
   * name, and whoever hears that must stop.
   */
  move(name: string, from: Cursor | undefined, to: Cursor): Promise<boolean>;
}

export interface Follower {
  readonly name: string;
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  /** Takes some facts, in the order of the log. When it throws they come again the next time. */
  readonly handle: (facts: readonly StoredFact[]) => Promise<void>;
}

/** Another process follows under the same name: this one has lost its place, and must not go on. */
export class FollowerReplaced extends Error {
  constructor(readonly follower: string) {
    super(`another process follows the log as ${follower}`);
  }
}

/** Facts taken at once. */
const BATCH = 256;

/**
 * Follows the log from its checkpoint until the signal aborts. What is taken is taken to its end, also while it aborts.
 * @throws {FollowerReplaced} and what `handle` and the ports throw.
 */
export async function followLog(follower: Follower, signal: AbortSignal): Promise<void> {
  const { store } = follower;
  let at = await follower.checkpoints.load(follower.name);
  while (!signal.aborted) {
    const moved = await takeSome(follower, at);
    if (moved !== undefined) at = moved;
    else await grown(store, at, signal);
  }
}

/** Takes the log up to where it ends, with what taking adds to it. Returns how many facts there were. */
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
    const moved = await takeSome(counting, at);
    if (moved === undefined) return count;
    at = moved;
  }
}

async function takeSome(
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

/** Resolves when there is a fact after the cursor, or the signal aborts. */
async function grown(store: EventStore, at: Cursor | undefined, signal: AbortSignal): Promise<void> {
  for await (const _fact of store.follow({ signal, ...(at === undefined ? {} : { after: at }) })) return;
}
