/** Cursors: `epoch:position`. The epoch identifies the log; positions are positive and rise. */
import { BadCursor } from '../../engine/ports/event-store.js';
import type { Cursor } from '../../engine/ports/event-store.js';

const SHAPE = /^([A-Za-z0-9-]{1,64}):([1-9][0-9]{0,15})$/;

export function formatCursor(epoch: string, position: number): Cursor {
  return `${epoch}:${position}`;
}

/** The position of a cursor. Throws {@link BadCursor} if it is malformed or of another epoch. */
export function parseCursor(epoch: string, cursor: Cursor): number {
  const parts = SHAPE.exec(cursor);
  const position = Number(parts?.[2]);
  if (parts === null || !Number.isSafeInteger(position)) {
    throw new BadCursor(`${JSON.stringify(cursor.slice(0, 100))} is not a cursor`);
  }
  if (parts[1] !== epoch) throw new BadCursor(`cursor of another log: ${cursor}; this log's epoch is ${epoch}`);
  return position;
}

/** The position to resume after: 0 without a cursor. Throws {@link BadCursor} also if the log does not reach that far. */
export function resumePosition(epoch: string, cursor: Cursor | undefined, head: number): number {
  if (cursor === undefined) return 0;
  const position = parseCursor(epoch, cursor);
  if (position > head) throw new BadCursor(`${cursor} lies beyond the end of the log at ${head}: facts were lost`);
  return position;
}
