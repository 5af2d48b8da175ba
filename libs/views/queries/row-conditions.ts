/** Which rows may be shown, as a condition of SQL. */
import type { RowFilter, RowFilterTerm } from '../../lifecycle/visibility/row-filter.js';
import type { VisibleRows } from '../models/rows.js';

/** Values of a statement, gathered while its text is made. */
export class Parameters {
  readonly values: unknown[] = [];

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Expressions of SQL for what decides whether a row may be seen. */
export interface RowColumns {
  readonly stream: string;
  readonly root: string;
  readonly unit: string;
  readonly category: string;
  readonly cycle: string;
  readonly fields: string;
}

/** The columns of a table that has all of them. */
export function columnsOf(alias: string): RowColumns {
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

/** The condition under which a row may be seen. `{views}` stands for the schema. */
export function visibleCondition(shown: VisibleRows, row: RowColumns, parameters: Parameters): string {
  if (!isScoped(shown)) return reachCondition(shown, row, parameters);
  const terms = shown.map(({ category, cycle, filter }) => {
    const all = [reachCondition(filter, row, parameters)];
    if (category !== undefined) all.push(`${row.category} = ${parameters.add(category)}`);
    if (cycle !== undefined) all.push(`${row.cycle} = ${parameters.add(cycle)}`);
    return `(${all.join(' and ')})`;
  });
  return terms.length === 0 ? 'false' : `(${terms.join(' or ')})`;
}

function isScoped(shown: VisibleRows): shown is Exclude<VisibleRows, RowFilter> {
  return Array.isArray(shown);
}

function reachCondition(filter: RowFilter, row: RowColumns, parameters: Parameters): string {
  if ('anywhere' in filter) return 'true';
  if ('none' in filter || filter.any.length === 0) return 'false';
  return `(${filter.any.map((term) => termCondition(term, row, parameters)).join(' or ')})`;
}

function termCondition(term: RowFilterTerm, row: RowColumns, parameters: Parameters): string {
  if ('subtree' in term) return inSubtree(row, term.subtree, parameters);
  if ('own' in term) return `${row.unit} = ${parameters.add(term.own)}`;
  if ('above' in term)
    return `(${inSubtree(row, term.above, parameters)} and ${row.unit} <> ${parameters.add(term.above)})`;
  const has = parameters.add(term.has);
  if ('field' in term) return `coalesce(${row.fields} -> ${parameters.add(term.field)}::text ? ${has}, false)`;
  return `split_part(${row.stream}, '.', ${parameters.add(term.part + 1)}::integer) = ${has}`;
}

/** Of this unit, or of one below it. */
export function inSubtree(row: Pick<RowColumns, 'root' | 'unit'>, unit: string, parameters: Parameters): string {
  return `${row.unit} in (select t.unit from {views}.units t where t.root = ${row.root} and t.path @> array[${parameters.add(unit)}]::text[])`;
}
