/** Writers that keep a ledger of what was acknowledged, to hold a log against after something was killed. */
import { ABSENT, Unavailable } from '../../../libs/engine/ports/event-store.js';
import type { EventStore, Write } from '../../../libs/engine/ports/event-store.js';
import { all, write } from './given.js';

export interface Ledger {
  /** `stream@rev` of what was acknowledged, and of what may or may not have been written. */
  readonly acknowledged: string[];
  readonly inDoubt: string[];
  /** Appends that were not written, by their own words. */
  readonly unavailable: number;
}

/** How many callers write, each on a pair of streams of its own. */
export const STREAMS = 8;

/** What a caller appends when its streams stand at `rev`: the same, however often it is asked for. */
export function appendOf(root: string, caller: number, rev: number): Write[] {
  const streams = [`home-${root}.${caller}`, `watch-${root}.home.${caller}`];
  return streams.map((stream) => write(stream, rev, `${stream}@${rev + 1}`));
}

/** `callers` writers, each on a stream of its own and one shared pair of streams' guards, until `stop` says so. */
export async function writeUntil(store: EventStore, callers: number, stop: () => boolean): Promise<Ledger> {
  const acknowledged: string[] = [];
  const inDoubt: string[] = [];
  let unavailable = 0;
  const caller = async (index: number): Promise<void> => {
    for (let rev = ABSENT; !stop();) {
      try {
        const writes = appendOf('r', index, rev);
        const appended = await store.append(writes);
        if (!appended.ok) throw new Error(`refused: ${JSON.stringify(appended.conflicts)}`);
        acknowledged.push(...writes.map(({ stream }) => `${stream}@${rev + 1}`));
        rev += 1;
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        // The next turn asks for the same again, and so finds out.
        if (error.outcome === 'unknown') inDoubt.push(`${index}@${rev + 1}`);
        else unavailable += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, index) => caller(index)));
  return { acknowledged, inDoubt, unavailable };
}

/** What of the ledger the log has lost, and what it has twice or torn. */
export async function audit(
  store: EventStore,
  ledger: Ledger,
): Promise<{ lost: string[]; doubled: string[]; torn: number }> {
  const facts = await all(store.readLog());
  const times = new Map<string, number>();
  for (const { stream, rev } of facts) times.set(`${stream}@${rev}`, (times.get(`${stream}@${rev}`) ?? 0) + 1);
  const ids = Map.groupBy(facts, ({ id }) => id);
  const appends = [...Map.groupBy(facts, ({ append }) => append).values()];
  return {
    lost: ledger.acknowledged.filter((place) => !times.has(place)),
    doubled: [...ids.values()].filter((same) => same.length > 1).map(([first]) => `${first?.stream}@${first?.rev}`),
    torn: appends.filter((each) => each.length !== 2 || each[0]?.rev !== each[1]?.rev).length,
  };
}
