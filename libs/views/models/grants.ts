/** Roles that accounts hold now: who is to be told, and who holds what in a unit. */
import { streamParts } from '../../engine/ports/event-store.js';
import type { Row, StateModel } from './table.js';

type Texts = Readonly<Record<string, string>>;

export const grants: StateModel = {
  table: {
    name: 'grants',
    columns: { stream: 'text', grant_id: 'text', root: 'text', account: 'text', role: 'text', unit: 'text' },
    key: ['stream', 'grant_id'],
    also: ['create index on {table} (root, role, unit)'],
  },
  rows({ stream, fields }) {
    const { category, root, id } = streamParts(stream);
    if (category !== 'grant') return [];
    const units = (fields['units'] ?? {}) as Texts;
    return Object.entries((fields['roles'] ?? {}) as Texts).map(([grant, role]): Row => [
      stream,
      grant,
      root,
      id,
      role,
      units[grant] ?? '',
    ]);
  },
};
