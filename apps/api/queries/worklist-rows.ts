/** Rows of what is owed and of what has come, as they may be told. */
import type { Sight } from '../../../libs/lifecycle/visibility/visibility.js';
import type { DeliverableRow, WorkRow } from '../../../libs/views/models/rows.js';
import type { Token } from '../../../libs/runtime/tokens.js';
import type { Lists } from './lists.js';

/** Rows of what has begun, by what may be seen of each; of what has not, there is nothing that could be hidden. */
export async function told<Row extends { readonly stream: string; readonly begun: boolean }, Told>(
  lists: Lists,
  token: Token,
  rows: readonly Row[],
  tell: (row: Row, sight: Sight | undefined) => Told | undefined,
): Promise<readonly (Told | undefined)[]> {
  const begun = rows.filter((row) => row.begun).map(({ stream }) => stream);
  const sights = await lists.sightsOf(token, begun);
  const seen = new Map(begun.map((stream, index) => [stream, sights[index]]));
  return rows.map((row) => {
    const sight = seen.get(row.stream);
    return row.begun && !sight ? undefined : tell(row, sight);
  });
}

/** Somebody who may not know where a thing stands may not know either that it waits there. */
export function workTold(row: WorkRow, sight: Sight | undefined) {
  const { stream, category, cycle, unit, holder, begun, deadline, lateFrom, missed, stage } = row;
  // The row's stage is one of several at once, where the chart has regions: what holds the whole is what is told.
  const known = !sight?.folded.chartState || sight.stage === sight.folded.chartState.stage;
  return known ? { stream, category, cycle, unit, stage, holder, begun, deadline, lateFrom, missed } : undefined;
}

export function deliverableTold(row: DeliverableRow, sight: Sight | undefined) {
  const { stream, category, unit, deliverable, begun, owed, late, lateFrom, legs } = row;
  const stage = sight ? sight.stage : row.stage;
  return { stream, category, unit, stage, deliverable, begun, owed, late, lateFrom, legs };
}
