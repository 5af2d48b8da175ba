/** Facts as they come, as many at once as have come: reading goes on while what was read is being written. */
import { setImmediate as turn } from 'node:timers/promises';
import type { StoredFact } from '../../engine/ports/event-store.js';

/**
 * Facts in their order, at most `most` at once, and never held back to fill a batch. At most twice as many are in memory.
 * `facts` must end when whoever gathers stops early: aborts its signal.
 */
export async function* batchFacts(facts: AsyncIterable<StoredFact>, most: number): AsyncGenerator<StoredFact[]> {
  let come: StoredFact[] = [];
  let ended = false;
  let stopped = false;
  let failure: unknown;
  let arrived: (() => void) | undefined;
  let taken: (() => void) | undefined;
  const reading = (async () => {
    try {
      for await (const fact of facts) {
        if (stopped) return;
        come.push(fact);
        arrived?.();
        if (come.length >= most) await new Promise<void>((resolve) => (taken = resolve));
        if (stopped) return;
      }
    } catch (error) {
      failure = error;
    } finally {
      ended = true;
      arrived?.();
    }
  })();
  try {
    for (;;) {
      if (come.length === 0 && !ended) await new Promise<void>((resolve) => (arrived = resolve));
      arrived = undefined;
      // A store hands out what came in one piece one by one: a turn later all of it is here, not the first two or three.
      if (come.length < most && !ended) await turn();
      const batch = come;
      come = [];
      taken?.();
      if (batch.length > 0) yield batch;
      else if (ended) break;
    }
    if (failure !== undefined) throw failure;
  } finally {
    stopped = true;
    taken?.();
    void reading;
  }
}
