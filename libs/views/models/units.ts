/** The tree of units, each with its path from the root, so that a subtree is one question. */
import type { PoolClient } from 'pg';
import { streamParts } from '../../engine/ports/event-store.js';
import type { StateModel } from './table.js';

/** Units above one another, at most: as deep as a right reaches. */
const MOST_LEVELS = 20;

export const units: StateModel = {
  table: {
    name: 'units',
    columns: { stream: 'text', root: 'text', unit: 'text', parent: 'text?', sort: 'text', closed: 'boolean' },
    key: ['stream'],
    also: [
      `alter table {table} add column path text[] collate "C" not null default '{}'`,
      'create unique index on {table} (root, unit)',
      'create index on {table} (root, parent)',
      'create index on {table} using gin (path)',
    ],
  },
  rows({ stream, chartState, fields }) {
    const { category, root, id } = streamParts(stream);
    if (category !== 'unit' || !chartState) return [];
    const { parent, sort } = fields;
    const above = typeof parent === 'string' ? parent : null;
    return [[stream, root, id, above, typeof sort === 'string' ? sort : '', chartState.stage === 'closed']];
  },
};

/** Writes the paths of these units anew, and of all that are below them. A path begins at the highest unit that is there. */
export async function repath(client: PoolClient, schema: string, streams: readonly string[]): Promise<void> {
  await client.query(
    `with recursive below (root, unit, depth) as (
       select root, unit, 1 from ${schema}.units where stream = any($1::text[])
       union
       select u.root, u.unit, b.depth + 1 from below b join ${schema}.units u on u.root = b.root and u.parent = b.unit
         where b.depth < ${MOST_LEVELS}
     ), up (root, unit, next, path, depth) as (
       select u.root, u.unit, u.parent, array[u.unit], 1
         from (select distinct root, unit from below) b join ${schema}.units u on u.root = b.root and u.unit = b.unit
       union all
       select up.root, up.unit, p.parent, p.unit || up.path, up.depth + 1
         from up join ${schema}.units p on p.root = up.root and p.unit = up.next where up.depth < ${MOST_LEVELS}
     ), longest as (
       select distinct on (root, unit) root, unit, path from up order by root, unit, depth desc
     )
     update ${schema}.units u set path = l.path from longest l
       where u.root = l.root and u.unit = l.unit and u.path is distinct from l.path`,
    [streams],
  );
}
