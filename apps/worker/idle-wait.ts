/** How far the worker is: what lags, when everything has settled, and the walk of a virtual clock. */
import { REACTIONS_FOLLOWER } from '../../libs/engine/follow/reaction-runner.js';
import type { Cursor } from '../../libs/engine/ports/event-store.js';
import type { QueueWork } from '../../libs/outside/queue/queue.js';
import { ClockGoesBack, type VirtualClock } from '../../libs/runtime/clock.js';
import { DELIVERIES_FOLLOWER } from './delivery/deliver-notices.js';
import { jobOf } from './reminders/jobs.js';
import type { Mirror } from './reminders/queue-reconciler.js';
import { Unsettled, type FollowerName, type Lag, type WorkerParts } from './followers/worker-parts.js';
import { pause } from './followers/pause.js';
import type { Refusals } from './followers/retry-ledger.js';
import { isPassed, missId } from './deadlines/missed-deadlines.js';

type Parts = Pick<WorkerParts, 'store' | 'views' | 'queue' | 'clock' | 'checkpoints'>;
type Lags = Readonly<Record<FollowerName, Lag>>;

/** Nothing moves for so long: it will not settle. */
const STUCK_MS = 20_000;
const POLL_MS = 5;
const MOST_POLL_MS = 50;
/** So much is counted of what is due; there may be more. */
const MOST_COUNTED = 500;

/** What of the worker is asked and moved from here. */
export interface Moved {
  readonly refusals: Refusals;
  readonly mirror: Mirror;
  /** Looks at what has passed. */
  readonly ringTimer: () => void;
  /** The queue's work, where this process does it. */
  readonly working: () => QueueWork | undefined;
}

export async function lagOf(parts: Parts, refusals: Refusals): Promise<Lags> {
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
    dueNow(parts, refusals),
  ]);
  return {
    views: ofViews,
    reactions: ofReactions,
    deliveries: ofDeliveries,
    reminders: due.reminders,
    timer: due.passed,
  };
}

/** What is due by now and not done, by the views. */
async function dueNow({ views, clock }: Parts, refusals: Refusals): Promise<{ reminders: Lag; passed: Lag }> {
  const now = new Date(clock.now()).toISOString();
  const [reminders, passed] = [
    { behind: 0, refused: 0 },
    { behind: 0, refused: 0 },
  ];
  const count = (of: typeof reminders, id: string): void => {
    of[refusals.has(id) ? 'refused' : 'behind'] += 1;
  };
  for (let after: string | undefined; reminders.behind + passed.behind < MOST_COUNTED;) {
    const page = await views.queries.dueBetween({ to: now, after, limit: 200 });
    for (const row of page.rows) {
      const job = jobOf(row);
      if (job && job.due <= Date.parse(now)) count(reminders, job.id);
      if (isPassed(row, now)) count(passed, missId(row));
    }
    if (page.next === undefined) break;
    after = page.next;
  }
  return { reminders, passed };
}

/** @throws {Unsettled} @throws {Unavailable} @throws {QueueDown} */
export async function settle(parts: Parts, moved: Moved, signal: AbortSignal): Promise<void> {
  let before = '';
  let movedAt = performance.now();
  for (let wait = POLL_MS; ;) {
    signal.throwIfAborted();
    const head = await parts.store.head();
    const lag = await lagOf(parts, moved.refusals);
    const behind = Object.values(lag).some((each) => each.behind > 0);
    if (!behind) {
      await moved.working()?.idle();
      // What was in hand may have written something.
      if ((await parts.store.head()) === head && !(await isBehind(parts, moved.refusals))) return;
    }
    const stands = JSON.stringify([head, lag]);
    if (stands !== before) [before, movedAt, wait] = [stands, performance.now(), POLL_MS];
    else if (performance.now() - movedAt > STUCK_MS) throw new Unsettled(lag);
    if (lag.timer.behind > 0) moved.ringTimer();
    if (lag.reminders.behind > 0 && lag.views.behind === 0) await handOut(parts, moved);
    await pause(wait, signal);
    wait = Math.min(MOST_POLL_MS, wait * 2);
  }
}

async function isBehind(parts: Parts, refusals: Refusals): Promise<boolean> {
  return Object.values(await lagOf(parts, refusals)).some((each) => each.behind > 0);
}

/** Makes sure that the queue has what is due, and waits until that is done. */
async function handOut({ queue, clock }: Parts, { mirror, working }: Moved): Promise<void> {
  const work = working();
  // Another process keeps the queue, and hands out by itself.
  if (!work) return;
  await mirror.round();
  if ((await queue.promoteDue(clock.now())) === 0) await mirror.putBack();
  await queue.promoteDue(clock.now());
  await work.idle();
}

/** The next instant after now, up to `to`, at which anything falls due. */
async function nextDue({ views, clock }: Parts, refusals: Refusals, to: number): Promise<number | undefined> {
  const [from, until] = [new Date(clock.now()).toISOString(), new Date(to).toISOString()];
  for (let after: string | undefined; ;) {
    const page = await views.queries.dueBetween({ from, to: until, after, limit: 50 });
    for (const row of page.rows) {
      const job = jobOf(row);
      const instants = [
        ...(job && !refusals.has(job.id) ? [job.due] : []),
        ...(row.missed || refusals.has(missId(row)) ? [] : [Date.parse(row.lateFrom)]),
      ].filter((at) => at > clock.now() && at <= to);
      if (instants.length > 0) return Math.min(...instants);
    }
    if (page.next === undefined) return undefined;
    after = page.next;
  }
}

/**
 * Puts the clock to each instant at which something falls due, in order, and lets everything settle there before it goes
 * on; at last to where it was to go.
 * @throws {ClockGoesBack} and what {@link settle} throws.
 */
export async function walk(
  parts: Parts & { readonly clock: VirtualClock },
  moved: Moved,
  to: number,
  signal: AbortSignal,
): Promise<void> {
  const { clock } = parts;
  if (to < clock.now()) throw new ClockGoesBack(clock.now(), to);
  await settle(parts, moved, signal);
  for (let next = await nextDue(parts, moved.refusals, to); next !== undefined;) {
    await putTo(clock, next);
    await settle(parts, moved, signal);
    next = await nextDue(parts, moved.refusals, to);
  }
  await putTo(clock, to);
  await settle(parts, moved, signal);
}

/** A clock that runs may have passed the instant by itself. */
async function putTo(clock: VirtualClock, at: number): Promise<void> {
  try {
    if (at > clock.now()) await clock.set(at);
  } catch (error) {
    if (!(error instanceof ClockGoesBack && clock.runs)) throw error;
  }
}
