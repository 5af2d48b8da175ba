/** What falls due next, as the views say it, and the queue's job for it. */
import { hash } from 'node:crypto';
import { streamParts } from '../../../libs/engine/ports/event-store.js';
import type { ReminderJob } from '../../../libs/outside/queue/queue.js';
import type { ObligationRow } from '../../../libs/views/models/rows.js';
import type { ViewQueries } from '../../../libs/views/queries/view-queries.js';

type Queries = Pick<ViewQueries, 'dueBetween' | 'pending'>;

/** Rows of which something falls due after `from` (default: the beginning) and up to `to`, in order of their instants. */
export function rowsDue(
  queries: Queries,
  span: { readonly from?: number; readonly to: number },
  pageSize: number,
): AsyncGenerator<ObligationRow> {
  const from = span.from === undefined ? undefined : new Date(span.from).toISOString();
  const to = new Date(span.to).toISOString();
  return pages((after) => queries.dueBetween({ from, to, after, limit: pageSize }));
}

/** Rows that have a reminder to come or overdue, in order of streams. */
export function rowsPending(queries: Queries, pageSize: number): AsyncGenerator<ObligationRow> {
  return pages((after) => queries.pending({ after, limit: pageSize }));
}

type PageOfRows = Awaited<ReturnType<Queries['pending']>>;

async function* pages(ask: (after: string | undefined) => Promise<PageOfRows>): AsyncGenerator<ObligationRow> {
  for (let after: string | undefined; ;) {
    const page = await ask(after);
    yield* page.rows;
    if (page.next === undefined) return;
    after = page.next;
  }
}

/** The job of a row's next step; undefined where none is to come. */
export function jobOf(row: ObligationRow): ReminderJob | undefined {
  const { stream, cycle, deadline, lateFrom, nextStep, nextAt } = row;
  if (nextStep === undefined || nextAt === undefined) return undefined;
  const { root } = streamParts(stream);
  const about = { stream, ...(cycle === undefined ? {} : { cycle }), deadline, lateFrom, step: nextStep };
  return { id: jobId(about), due: Date.parse(nextAt), data: { root, ...about } };
}

/** The same id wherever it is computed, for one step of one deadline of a subject, with the instant it is counted from. */
export function jobId({ stream, cycle = '', deadline, lateFrom, step }: Omit<ReminderJob['data'], 'root'>): string {
  return `r${hash('sha256', [stream, cycle, deadline, lateFrom, step].join('\0'), 'hex')}`;
}
