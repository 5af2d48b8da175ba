/** Where a log stands in a transaction that looks at one moment of its database. */
import type { ClientBase } from 'pg';
import type { Cursor } from '../../engine/ports/event-store.js';
import { EPOCH } from './checkpoints.js';
import { formatCursor } from '../common/cursor.js';

export interface LogSnapshot {
  /** The last fact; undefined for an empty log. */
  readonly head: Cursor | undefined;
  /** Where each follower has got to, by its name: the cursor of the last fact that it took. */
  readonly checkpoints: ReadonlyMap<string, Cursor>;
}

/** In a transaction that repeats its reads: facts up to `head` are those that its other reads go with. */
export async function logSnapshot(client: ClientBase): Promise<LogSnapshot> {
  const { rows: heads } = await client.query<{ epoch: string; position: string }>(
    'select epoch, position from hearth.log_head',
  );
  const [head] = heads;
  if (head === undefined) throw new Error('hearth.log_head has lost its row');
  const position = Number(head.position);
  return {
    head: position === 0 ? undefined : formatCursor(head.epoch, position),
    checkpoints: await checkpointsIn(client),
  };
}

/** Of the log that this database goes with, wherever it lies. */
export async function checkpointsIn(client: ClientBase): Promise<Map<string, Cursor>> {
  const { rows } = await client.query<{ name: string; cursor: string }>(
    `select name, cursor from hearth.checkpoints where split_part(cursor, ':', 1) = (${EPOCH}) order by name`,
  );
  return new Map(rows.map(({ name, cursor }) => [name, cursor]));
}
