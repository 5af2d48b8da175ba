/** How far the worker is behind, the wait until it is idle, and the walk of a virtual clock. */
import { setTimeout as sleep } from 'node:timers/promises';
import { REACTIONS_FOLLOWER } from '../../libs/engine/follow/reaction-runner.js';
import type { Cursor } from '../../libs/engine/ports/event-store.js';
import { QueueDown } from '../../libs/outside/queue/queue.js';
import { ClockGoesBack, type VirtualClock } from '../../libs/runtime/clock.js';
import type { DeadlineScheduler } from './deadlines/deadline-scheduler.js';
import { isMissDue, missId } from './deadlines/record-missed-deadline.js';
import { DELIVERIES_FOLLOWER } from './delivery/deliver-notices.js';
import type { RetryLedger } from './followers/retry-ledger.js';
import { WorkerStuck, type FollowerName, type Lag, type WorkerParts } from './followers/worker-parts.js';
import type { WorkerTimings } from './followers/worker-timings.js';
import { jobOf, rowsDue } from './reminders/jobs.js';

type Parts = Pick<WorkerParts, 'store' | 'views' | 'clock' | 'checkpoints'> & {
  readonly timings: Pick<WorkerTimings, 'stuckMs'>;
  readonly ledger: RetryLedger;
  readonly scheduler: Pick<DeadlineScheduler, 'wake' | 'queueIdle'>;
};
type Lags = Readonly<Record<FollowerName, Lag>>;

/** The queue is connected again within this time if only its connection was lost. */
const QUEUE_BACK_MS = 3_000;
const POLL_MS = 5;
const LONGEST_POLL_MS = 50;
/** At most so many due rows are counted. */
const MOST_COUNTED = 500;

export async function measureLag(parts: Omit<Parts, 'timings' | 'scheduler'>): Promise<Lags> {
  const { store, views, checkpoints } = parts;
  const behind = async (cursor: Cursor | undefined): Promise<Lag> => ({ behind: await store.countAfter(cursor) });
  const [shown, reactions, deliveries] = await Promise.all([
    views.position(),
    checkpoints.load(REACTIONS_FOLLOWER),
    checkpoints.load(DELIVERIES_FOLLOWER),
  ]);
  const [ofViews, ofReactions, ofDeliveries, due] = await Promise.all([
    behind(shown),
    behind(reactions),
    behind(deliveries),
    countDue(parts),
  ]);
  return { views: ofViews, reactions: ofReactions, deliveries: ofDeliveries, ...due };
}

/** What is due by now and not done, by the views. */
async function countDue({
  views,
  clock,
  ledger,
}: Pick<Parts, 'views' | 'clock' | 'ledger'>): Promise<{ reminders: Lag; timer: Lag }> {
  const now = clock.now();
  const [reminders, timer] = [
    { behind: 0, refused: 0 },
    { behind: 0, refused: 0 },
  ];
  const count = (of: typeof reminders, id: string): void => {
    of[ledger.blocks(id) ? 'refused' : 'behind'] += 1;
  };
  for await (const row of rowsDue(views.queries, { to: now }, 200)) {
    const job = jobOf(row);
    if (job && job.due <= now) count(reminders, job.id);
    if (isMissDue(row, now)) count(timer, missId(row));
    if (reminders.behind + timer.behind >= MOST_COUNTED) break;
  }
  return { reminders, timer };
}

/** @throws {WorkerStuck} @throws {Unavailable} @throws {QueueDown} the queue stays out of reach. */
export async function waitUntilIdle(parts: Parts, signal: AbortSignal): Promise<void> {
  const { store, scheduler, timings } = parts;
  let before = '';
  let changedAt = performance.now();
  let downSince: number | undefined;
  /** False while the queue is out of reach, which may pass. */
  const queueIdle = async (): Promise<boolean> => {
    try {
      await scheduler.queueIdle();
      downSince = undefined;
      return true;
    } catch (error) {
      downSince ??= performance.now();
      if (!(error instanceof QueueDown) || performance.now() - downSince > QUEUE_BACK_MS) throw error;
      scheduler.wake();
      return false;
    }
  };
  for (let wait = POLL_MS; ;) {
    signal.throwIfAborted();
    const head = await store.head();
    const lag = await measureLag(parts);
    if (!isBehind(lag) && (await queueIdle())) {
      // A job that was in hand may have written a fact.
      if ((await store.head()) === head && !isBehind(await measureLag(parts))) return;
    }
    const state = JSON.stringify([head, lag]);
    if (state !== before) [before, changedAt, wait] = [state, performance.now(), POLL_MS];
    else if (performance.now() - changedAt > timings.stuckMs) throw new WorkerStuck(lag);
    // What is due was not seen yet, or not by views that were behind.
    else if (lag.timer.behind > 0 || lag.reminders.behind > 0) scheduler.wake();
    if (lag.reminders.behind > 0) await queueIdle();
    await sleep(wait);
    wait = Math.min(LONGEST_POLL_MS, wait * 2);
  }
}

function isBehind(lag: Lags): boolean {
  return Object.values(lag).some(({ behind }) => behind > 0);
}

/** The next instant after now, up to `to`, at which anything falls due. */
async function nextDue({ views, clock, ledger }: Parts, to: number): Promise<number | undefined> {
  const now = clock.now();
  for await (const row of rowsDue(views.queries, { from: now, to }, 50)) {
    const job = jobOf(row);
    const instants = [
      ...(job && !ledger.blocks(job.id) ? [job.due] : []),
      ...(row.missed || ledger.blocks(missId(row)) ? [] : [Date.parse(row.lateFrom)]),
    ].filter((at) => at > now && at <= to);
    if (instants.length > 0) return Math.min(...instants);
  }
  return undefined;
}

/**
 * Puts the clock to each instant at which something falls due, in order, and waits there until the worker is idle; at
 * last to `to`.
 * @throws {ClockGoesBack} and what {@link waitUntilIdle} throws.
 */
export async function walkClock(
  parts: Parts & { readonly clock: VirtualClock },
  to: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = parts;
  if (to < clock.now()) throw new ClockGoesBack(clock.now(), to);
  await waitUntilIdle(parts, signal);
  for (let next = await nextDue(parts, to); next !== undefined;) {
    await putTo(clock, next);
    await waitUntilIdle(parts, signal);
    next = await nextDue(parts, to);
  }
  await putTo(clock, to);
  await waitUntilIdle(parts, signal);
}

/** A clock that runs may have passed the instant by itself. */
async function putTo(clock: VirtualClock, at: number): Promise<void> {
  try {
    if (at > clock.now()) await clock.set(at);
  } catch (error) {
    if (!(error instanceof ClockGoesBack && clock.runs)) throw error;
  }
}
