/** Parts that live in memory: for simulations, tests and dry runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoints } from '../engine/follow/follow-log.js';
import type { RetryTimer } from '../engine/execute/retry-on-conflict.js';
import type { Cursor } from '../engine/ports/event-store.js';

export function memoryCheckpoints(): Checkpoints {
  const cursors = new Map<string, Cursor>();
  return {
    load: (name) => Promise.resolve(cursors.get(name)),
    save: (name, cursor) => {
      cursors.set(name, cursor);
      return Promise.resolve();
    },
    move: (name, from, to) => {
      const stands = cursors.get(name) === from;
      if (stands) cursors.set(name, to);
      return Promise.resolve(stands);
    },
  };
}

/** The timer of the process. */
export const systemRetryTimer: RetryTimer = {
  elapsed: () => performance.now(),
  pause: (longest) => sleep(Math.random() * longest),
};
