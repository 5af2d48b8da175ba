/** What somebody sees of a stream: its facts with the fields that are shown, its control fields, its stage. */
import type { DecisionContext } from '../../libs/engine/decide/decision-context.js';
import { rowFilterFor, type FilteredRows } from '../../libs/lifecycle/visibility/row-filter.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { visibilityOf, type Visibility, type Viewer } from '../../libs/lifecycle/visibility/visibility.js';
import type { House } from '../given.js';
import type { Programme } from '../../libs/lifecycle/definition/compile-programme.js';

export const carried = carriedPlatform().programme;

export function asked<T>({ service, root }: House, question: (decision: DecisionContext<Programme>) => T): Promise<T> {
  return service.ask(root, question);
}

export function sight(house: House, viewer: Viewer, stream: string): Promise<Visibility | undefined> {
  return asked(house, (decision) => visibilityOf(viewer, stream, decision, carried));
}

/** Types of the facts that are seen, in order; `type(a, b)` where only these fields are, `type()` where none is. */
export async function facts(house: House, viewer: Viewer, stream: string): Promise<string[] | undefined> {
  const seen = await sight(house, viewer, stream);
  if (!seen) return undefined;
  return (await house.facts(stream)).flatMap((fact) => {
    const fields = seen.fact(fact);
    if (fields === undefined) return [];
    return [fields === 'all' ? fact.type : `${fact.type}(${[...fields].sort().join(', ')})`];
  });
}

/** Of the facts of one type, who entered those that are seen. */
export async function entered(house: House, viewer: Viewer, stream: string, type: string): Promise<string[]> {
  const seen = await sight(house, viewer, stream);
  return (await house.facts(stream))
    .filter((fact) => fact.type === type && seen?.fact(fact) === 'all')
    .map(({ by }) => ('account' in by ? by.account : 'nobody'));
}

export async function fields(house: House, viewer: Viewer, stream: string): Promise<string[]> {
  return [...((await sight(house, viewer, stream))?.fields ?? [])].sort();
}

export async function stage(house: House, viewer: Viewer, stream: string): Promise<string | undefined> {
  return (await sight(house, viewer, stream))?.stage;
}

export function listing(house: House, viewer: Viewer, category: string, cycle?: string): Promise<FilteredRows> {
  return asked(house, (decision) => rowFilterFor(viewer, { category, cycle }, decision, carried));
}
