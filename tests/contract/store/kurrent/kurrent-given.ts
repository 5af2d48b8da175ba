/** A stand-in for KurrentDB for each test, and stores on it that are closed with it. */
import { afterEach, beforeEach } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStore } from '../../../../libs/engine/ports/event-store.js';
import { kurrentStore, type KurrentOptions } from '../../../../libs/store/kurrent/kurrent-store.js';
import { startStandIn, type RunningStandIn } from '../../../kurrent/stand-in.js';
import { all } from '../given.js';

export interface GivenKurrent {
  readonly standIn: () => RunningStandIn;
  readonly open: (options?: Partial<KurrentOptions>) => Promise<EventStore>;
  /** Done when the test is over. */
  readonly afterwards: (close: () => Promise<unknown>) => void;
}

export function kurrentForEachTest(): GivenKurrent {
  const closing: (() => Promise<unknown>)[] = [];
  let standIn: RunningStandIn | undefined;
  const current = (): RunningStandIn => {
    if (standIn === undefined) throw new Error('no stand-in runs');
    return standIn;
  };
  beforeEach(async () => {
    standIn = await startStandIn();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
    await standIn?.stop();
    standIn = undefined;
  });
  return {
    standIn: current,
    open: async (options = {}) => {
      const store = await kurrentStore({ url: current().url, ...options });
      closing.push(() => store.close());
      return store;
    },
    afterwards: (close) => void closing.push(close),
  };
}

/** `stream@rev` of every fact, in the order of the log. */
export async function names(store: EventStore): Promise<string[]> {
  return (await all(store.readLog())).map(({ stream, rev }) => `${stream}@${rev}`);
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error('it did not come to that within ten seconds');
}
