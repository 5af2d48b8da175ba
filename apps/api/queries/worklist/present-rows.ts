/** Rows of work and of deliverables, as far as they may be seen. */
import type { Visibility } from '../../../../libs/lifecycle/visibility/visibility.js';
import type { DeliverableRow, WorkRow } from '../../../../libs/views/models/rows.js';
import type { Token } from '../../../../libs/runtime/tokens.js';
import type { ListReader } from '../list-reader.js';

/** What has begun is presented by what may be seen of it. What has not begun yet has nothing to hide. */
export async function presentRows<Row extends { readonly stream: string; readonly begun: boolean }, Presented>(
  lists: ListReader,
  token: Token,
  rows: readonly Row[],
  present: (row: Row, visibility: Visibility | undefined) => Presented | undefined,
): Promise<readonly (Presented | undefined)[]> {
  const begun = rows.filter((row) => row.begun).map(({ stream }) => stream);
  const visibilities = await lists.visibilitiesOf(token, begun);
  const seen = new Map(begun.map((stream, index) => [stream, visibilities[index]]));
  return rows.map((row) => {
    const visibility = seen.get(row.stream);
    return row.begun && !visibility ? undefined : present(row, visibility);
  });
}

/** Whoever may not see the stage that a subject is in may not see that there is work in it either. */
export function presentWorkRow(row: WorkRow, visibility: Visibility | undefined) {
  const { stream, category, cycle, unit, holder, begun, deadline, lateFrom, missed, stage } = row;
  // With regions the row's stage is one of several at once: compared is the stage of the whole.
  const visible = !visibility?.folded.chartState || visibility.stage === visibility.folded.chartState.stage;
  return visible ? { stream, category, cycle, unit, stage, holder, begun, deadline, lateFrom, missed } : undefined;
}

export function presentDeliverableRow(row: DeliverableRow, visibility: Visibility | undefined) {
  const { stream, category, unit, deliverable, begun, owed, late, lateFrom, legs } = row;
  const stage = visibility ? visibility.stage : row.stage;
  return { stream, category, unit, stage, deliverable, begun, owed, late, lateFrom, legs };
}
