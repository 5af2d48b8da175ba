/**
 * The timer: puts on record that a deadline has passed undone. It looks at the views each second, or when a virtual clock
 * is put, and asks the log before it says anything; the queue has no part in it. After a pause of any length it finds
 * whatever passed meanwhile.
 */
import type { Command } from '../../../libs/engine/decide/command.js';
import type { ObligationRow } from '../../../libs/views/models/rows.js';
import { isMissed, missCommand } from '../../../libs/lifecycle/obligations/schedule.js';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { Bell } from '../followers/wake-signal.js';
import { jobId } from '../reminders/jobs.js';
import { stillOwed } from '../delivery/lookup.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import { refused } from '../reminders/send-reminder.js';
import type { Refusals } from '../followers/retry-ledger.js';

type Parts = Pick<WorkerParts, 'service' | 'store' | 'pool' | 'views' | 'clock' | 'log' | 'metrics'>;

const LOOK_MS = 1_000;
/** Deadlines put on record at the same time. */
const AT_ONCE = 16;
const PAGE = 200;

export class Timer {
  readonly #bell = new Bell();
  /** Deadlines that were put on record as missed since the process began. */
  written = 0;

  constructor(
    private readonly parts: Parts,
    private readonly refusals: Refusals,
  ) {}

  /** Looks at once. */
  ring(): void {
    this.#bell.ring();
  }

  /** Looks until the signal aborts. @throws {Unavailable} */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#sweep(signal);
      await this.#bell.wait(LOOK_MS, signal);
    }
  }

  /** Puts on record whatever has passed by now. */
  async #sweep(signal: AbortSignal): Promise<void> {
    const to = new Date(this.parts.clock.now()).toISOString();
    for (let after: string | undefined; !signal.aborted;) {
      const page = await this.parts.views.queries.dueBetween({ to, after, limit: PAGE });
      const passed = page.rows.filter((row) => isPassed(row, to) && !this.refusals.has(missId(row)));
      for (let from = 0; from < passed.length && !signal.aborted; from += AT_ONCE) {
        const some = passed.slice(from, from + AT_ONCE);
        const done = await Promise.all(some.map((row) => miss(this.parts, this.refusals, row)));
        this.written += done.filter(Boolean).length;
      }
      if (page.next === undefined) break;
      after = page.next;
    }
  }
}

/** Whether a row waits for the timer; others wait for a reminder. */
export function isPassed({ missed, lateFrom }: ObligationRow, now: string): boolean {
  return !missed && lateFrom <= now;
}

/** Under this id a miss is known to be refused. */
export function missId({ stream, cycle, deadline, lateFrom }: ObligationRow): string {
  return jobId({ stream, ...(cycle === undefined ? {} : { cycle }), deadline, lateFrom, step: 'missed' });
}

/** True when this put it on record; false where it is already, or nothing is owed any more. */
async function miss(parts: Parts, refusals: Refusals, row: ObligationRow): Promise<boolean> {
  const { service, log, metrics } = parts;
  const command = await service.engine.ask(streamParts(row.stream).root, (context): Command | undefined => {
    const owed = stillOwed(context, row);
    return owed && !isMissed(owed.watch, owed.obligation) ? missCommand(owed.obligation, owed.watch) : undefined;
  });
  if (!command) return false;
  const outcome = await service.execute(command);
  const id = missId(row);
  if (outcome.kind === 'rejected' && !(await recorded(parts, row))) {
    const { rejection } = outcome;
    await refused(parts, { command, rejection }, refusals.add(id, rejection.reason));
  } else if (refusals.forget(id)) log.info('what was refused is refused no more', { about: row.stream });
  if (outcome.kind !== 'accepted' || outcome.repeated) return false;
  metrics.missedDeadline();
  return true;
}

/** Refused because somebody else was faster, or it was handed in at the last moment. */
async function recorded({ service }: Parts, row: ObligationRow): Promise<boolean> {
  return service.engine.ask(streamParts(row.stream).root, (context) => {
    const owed = stillOwed(context, row);
    return !owed || isMissed(owed.watch, owed.obligation);
  });
}
