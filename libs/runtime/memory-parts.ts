/** Parts that live in memory: for simulations, tests and dry runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoints } from '../engine/follow/follow-log.js';
import type { RetryPolicy } from '../engine/execute/engine-parts.js';
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

/** Waits a little longer each time, and never as long as the others. */
export const defaultRetryPolicy: RetryPolicy = {
  elapsed: () => performance.now(),
  pause: (attempt) => sleep(Math.random() * Math.min(50, 2 ** attempt)),
};
