/** Which rows may be shown, as a condition of SQL. */
import type { Reach, ReachTerm } from '../../lifecycle/visibility/row-filter.js';
import type { Shown } from '../models/rows.js';

/** Values of a statement, gathered while its text is made. */
export class Parameters {
  readonly values: unknown[] = [];

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** What a row has to be judged by, as expressions of SQL. */
export interface Judged {
  readonly stream: string;
  readonly root: string;
  readonly unit: string;
  readonly category: string;
  readonly cycle: string;
  readonly fields: string;
}

/** The same columns of a table that has them all. */
export function judgedBy(alias: string): Judged {
  const of = (column: string): string => `${alias}.${column}`;
  return {
    stream: of('stream'),
    root: of('root'),
    unit: of('unit'),
    category: of('category'),
    cycle: of('cycle'),
    fields: of('fields'),
  };
}

/** `{views}` stands for the schema. */
export function shownWhere(shown: Shown, row: Judged, parameters: Parameters): string {
  if (!isScoped(shown)) return reachWhere(shown, row, parameters);
  const terms = shown.map(({ category, cycle, reach }) => {
    const all = [reachWhere(reach, row, parameters)];
    if (category !== undefined) all.push(`${row.category} = ${parameters.add(category)}`);
    if (cycle !== undefined) all.push(`${row.cycle} = ${parameters.add(cycle)}`);
    return `(${all.join(' and ')})`;
  });
  return terms.length === 0 ? 'false' : `(${terms.join(' or ')})`;
}

function isScoped(shown: Shown): shown is Exclude<Shown, Reach> {
  return Array.isArray(shown);
}

function reachWhere(reach: Reach, row: Judged, parameters: Parameters): string {
  if ('anywhere' in reach) return 'true';
  if ('none' in reach || reach.any.length === 0) return 'false';
  return `(${reach.any.map((term) => termWhere(term, row, parameters)).join(' or ')})`;
}

function termWhere(term: ReachTerm, row: Judged, parameters: Parameters): string {
  if ('subtree' in term) return below(row, term.subtree, parameters);
  if ('own' in term) return `${row.unit} = ${parameters.add(term.own)}`;
  if ('above' in term)
    return `(${below(row, term.above, parameters)} and ${row.unit} <> ${parameters.add(term.above)})`;
  const has = parameters.add(term.has);
  if ('field' in term) return `coalesce(${row.fields} -> ${parameters.add(term.field)}::text ? ${has}, false)`;
  return `split_part(${row.stream}, '.', ${parameters.add(term.part + 1)}::integer) = ${has}`;
}

/** Of this unit, or of one below it. */
export function below(row: Pick<Judged, 'root' | 'unit'>, unit: string, parameters: Parameters): string {
  return `${row.unit} in (select t.unit from {views}.units t where t.root = ${row.root} and t.path @> array[${parameters.add(unit)}]::text[])`;
}
