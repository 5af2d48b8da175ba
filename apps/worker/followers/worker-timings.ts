/** How often the worker looks, and how long it waits. */

export interface WorkerTimings {
  /**
   * How often the views are asked for deadlines that have passed. A missed deadline is on record this long after its
   * instant at the latest, whatever the queue does.
   */
  readonly missIntervalMs: number;
  /** How often the worker asks whether the views have moved, and then brings the queue up to date. */
  readonly viewsIntervalMs: number;
  /**
   * How often the queue is compared with the views although these have not moved. What a queue has lost (it was wiped)
   * is back this long after, plus the time that adding it takes.
   */
  readonly resyncIntervalMs: number;
  /** The same under a virtual clock: a clock that runs by itself makes reminders due without moving the views. */
  readonly virtualResyncIntervalMs: number;
  /** How often a queue that is out of reach is tried again. */
  readonly queueRetryMs: number;
  /** How often a process that waits for a follower's lock asks for it: so long after a leader is gone, the next works. */
  readonly lockRetryMs: number;
  /** How often a leader makes sure that its connection, and so its lock, is still there. */
  readonly lockCheckMs: number;
  /** The first pause after a follower failed. It doubles with each failure, up to ten seconds. */
  readonly restartMs: number;
  /** Whoever waits for the worker to be idle gives up when nothing has changed for so long. */
  readonly stuckMs: number;
}

export const WORKER_TIMINGS: WorkerTimings = {
  missIntervalMs: 1_000,
  viewsIntervalMs: 250,
  resyncIntervalMs: 10_000,
  virtualResyncIntervalMs: 1_000,
  queueRetryMs: 1_000,
  lockRetryMs: 500,
  lockCheckMs: 500,
  restartMs: 200,
  stuckMs: 20_000,
};
