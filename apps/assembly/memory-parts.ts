/** Parts that live in memory: for simulations, tests and dry runs. */
import type { Checkpoints } from '../../libs/engine/runner.js';
import type { Patience } from '../../libs/engine/parts.js';
import type { Cursor } from '../../libs/engine/store.js';

export function memoryCheckpoints(): Checkpoints {
  const cursors = new Map<string, Cursor>();
  return {
    load: (name) => Promise.resolve(cursors.get(name)),
    save: (name, cursor) => {
      cursors.set(name, cursor);
      return Promise.resolve();
    },
  };
}

/** Waits a little longer each time, and never as long as the others. */
export const realPatience: Patience = {
  elapsed: () => performance.now(),
  pause: (attempt) => new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(50, 2 ** attempt))),
};
