/** What the door for operators does: puts the clock, rebuilds the views. */
import { RebuildUnderWay } from '../../libs/views/generations/generations.js';
import type { Views } from '../../libs/views/views.js';
import type { Worker } from '../worker/followers/worker-parts.js';
import { ClockGoesBack, type Clock, type VirtualClock } from '../../libs/runtime/clock.js';
import { DoorRefused, type DoorWork } from './operator-door.js';

interface Parts {
  readonly clock: Clock;
  /** In which the clock is told. */
  readonly zone: () => Promise<string>;
  readonly views: Pick<Views, 'rebuild'>;
  readonly worker: Pick<Worker, 'advance'> | undefined;
}

export function doorWork({ clock, zone, views, worker }: Parts): DoorWork {
  return {
    status: () => Promise.resolve({ pid: process.pid, clock: clock.kind, now: clock.now() }),
    zone: async () => ({ zone: await zone() }),
    async advance(to, progress) {
      if (clock.kind === 'real') throw new DoorRefused('clockReal');
      if (!worker) throw new DoorRefused('noWorker');
      const deaf = (clock as VirtualClock).onSet(() => progress(clock.now()));
      try {
        return { ...(await worker.advance(to)), now: clock.now() };
      } catch (error) {
        if (!(error instanceof ClockGoesBack)) throw error;
        throw new DoorRefused('clockGoesBack', { now: new Date(error.stands).toISOString() });
      } finally {
        deaf();
      }
    },
    async rebuild(progress) {
      try {
        return { ...(await views.rebuild({ progress })) };
      } catch (error) {
        throw error instanceof RebuildUnderWay ? new DoorRefused('busy') : error;
      }
    },
  };
}
