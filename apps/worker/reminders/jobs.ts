/** The queue's jobs for what the views say comes next, and by which id each is known. */
import { hash } from 'node:crypto';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import type { ReminderJob } from '../../../libs/outside/queue/queue.js';
import type { ObligationRow } from '../../../libs/views/models/rows.js';

/** The job of an obligation's next step; undefined where none is to come. */
export function jobOf(row: ObligationRow): ReminderJob | undefined {
  const { stream, cycle, deadline, lateFrom, nextStep, nextAt } = row;
  if (nextStep === undefined || nextAt === undefined) return undefined;
  const { root } = streamParts(stream);
  const about = { stream, ...(cycle === undefined ? {} : { cycle }), deadline, lateFrom, step: nextStep };
  return { id: jobId(about), due: Date.parse(nextAt), data: { root, ...about } };
}

/** A step of a subject, the cycle by which it is owed, a deadline and its instant: the same wherever it is computed. */
export function jobId({ stream, cycle = '', deadline, lateFrom, step }: Omit<ReminderJob['data'], 'root'>): string {
  return `r${hash('sha256', [stream, cycle, deadline, lateFrom, step].join('\0'), 'hex')}`;
}
