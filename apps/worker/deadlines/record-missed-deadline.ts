/** Puts on record that a deadline has passed undone. The views say where to look, the log decides. */
import type { Command } from '../../../libs/engine/decide/command.js';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import { isMissed, missCommand } from '../../../libs/lifecycle/obligations/schedule.js';
import type { ObligationRow } from '../../../libs/views/models/rows.js';
import { lookUpObligation } from '../delivery/lookup.js';
import type { RetryLedger } from '../followers/retry-ledger.js';
import type { WorkerParts } from '../followers/worker-parts.js';
import { jobId } from '../reminders/jobs.js';
import { reportRefusal } from '../reminders/send-reminder.js';

type Parts = Pick<WorkerParts, 'service' | 'pool' | 'log' | 'metrics'>;

/** Whether the views show a deadline as passed and not on record as missed. */
export function isMissDue({ missed, lateFrom }: ObligationRow, now: number): boolean {
  return !missed && Date.parse(lateFrom) <= now;
}

/** Under this id the retry ledger knows the miss of a row. */
export function missId({ stream, cycle, deadline, lateFrom }: ObligationRow): string {
  return jobId({ stream, ...(cycle === undefined ? {} : { cycle }), deadline, lateFrom, step: 'missed' });
}

/**
 * Puts a miss on record. True when this did it; false where it is on record already, nothing is owed any more, or the
 * log refused: then the ledger says when it is tried again. @throws {Unavailable}
 */
export async function recordMiss(parts: Parts, ledger: RetryLedger, row: ObligationRow): Promise<boolean> {
  const { service, log, metrics } = parts;
  const command = await service.ask(streamParts(row.stream).root, (context): Command | undefined => {
    const owed = lookUpObligation(context, row);
    return owed && !isMissed(owed.watch, owed.obligation) ? missCommand(owed.obligation, owed.watch) : undefined;
  });
  if (!command) return false;
  const outcome = await service.execute(command);
  const id = missId(row);
  if (outcome.kind === 'rejected' && !(await isSettled(parts, row))) {
    const { rejection } = outcome;
    await reportRefusal(parts, { command, rejection }, ledger.record(id, rejection.reason));
  } else if (ledger.clear(id)) log.info('missed deadline recorded after an earlier refusal', { about: row.stream });
  if (outcome.kind !== 'accepted' || outcome.repeated) return false;
  metrics.missedDeadline();
  return true;
}

/** Whether it was refused only because another process was faster, or it was handed in at the last moment. */
async function isSettled({ service }: Parts, row: ObligationRow): Promise<boolean> {
  return service.ask(streamParts(row.stream).root, (context) => {
    const owed = lookUpObligation(context, row);
    return !owed || isMissed(owed.watch, owed.obligation);
  });
}
