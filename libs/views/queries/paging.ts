/** Pages in a fixed order: each says where the next one begins. */
import { z } from 'zod';
import type { Page, PageRequest } from '../models/rows.js';
import type { Parameters } from './row-conditions.js';

const MOST = 500;
const USUAL = 100;

/** `after` is not one that a page of this list gave out. */
export class BadPage extends Error {}

const place = z.array(z.string().max(400)).min(1).max(6);

/** Rows in a page; one more is read, to see whether there is another page. */
export function pageSize({ limit }: PageRequest): number {
  return Math.min(Math.max(Math.trunc(limit ?? USUAL), 1), MOST);
}

/** The condition for rows after the page before. `columns`: those by which the list is ordered, all ascending. */
export function afterPage({ after }: PageRequest, columns: readonly string[], parameters: Parameters): string {
  if (after === undefined) return 'true';
  const values = placeIn(after);
  if (values.length !== columns.length) throw new BadPage('a page of another list');
  return `(${columns.join(', ')}) > (${values.map((value) => parameters.add(value)).join(', ')})`;
}

function placeIn(after: string): readonly string[] {
  try {
    return place.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')));
  } catch (error) {
    throw new BadPage('no such page', { cause: error });
  }
}

/** The page from rows of which one too many was read. `placed`: a row's values of the columns it is ordered by. */
export function toPage<Found, Row>(
  found: readonly Found[],
  limit: number,
  placed: (row: Found) => readonly string[],
  made: (row: Found) => Row,
): Page<Row> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next =
    found.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify(placed(last))).toString('base64url')
      : undefined;
  return { rows: rows.map(made), ...(next === undefined ? {} : { next }) };
}
