/** The queue's jobs for what the views say comes next, and by which id each is known. */
import { hash } from 'node:crypto';
import { streamParts } from '../../libs/engine/store.js';
import type { ReminderJob } from '../../libs/outside/queue.js';
import type { ObligationRow } from '../../libs/views/rows.js';

/** The job of an obligation's next step; undefined where none is to come. */
export function jobOf(row: ObligationRow): ReminderJob | undefined {
  const { stream, deadline, lateFrom, nextStep, nextAt } = row;
  if (nextStep === undefined || nextAt === undefined) return undefined;
  const { root } = streamParts(stream);
  const data = { root, stream, deadline, lateFrom, step: nextStep };
  return { id: jobId(data), due: Date.parse(nextAt), data };
}

/** A step of a subject, a deadline and the instant by which it is due: the same wherever it is computed. */
export function jobId({ stream, deadline, lateFrom, step }: Omit<ReminderJob['data'], 'root'>): string {
  return `r${hash('sha256', [stream, deadline, lateFrom, step].join('\0'), 'hex')}`;
}
