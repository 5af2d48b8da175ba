/**
 * Where the log lies on a KurrentDB, keys, views, tokens and checkpoints still lie in PostgreSQL, and the two go together:
 * the database says with which log. So a forgotten or mistyped URL opens no empty log beside it, and no old one.
 */
import type { Pool } from 'pg';
import type { EventStore } from '../../engine/ports/event-store.js';
import { read } from '../../postgres/connection.js';
import { migrate } from '../../postgres/migrations.js';
import { logSchema } from './schema.js';

export type ElsewhereMistake =
  /** The database's log lies on a KurrentDB, and none was named. */
  | 'onKurrent'
  /** … on another KurrentDB than the one that was named. */
  | 'otherLog'
  /** The database has facts of its own: they have to be moved, or it is the wrong one. */
  | 'ownLog'
  /** The log ends before what was taken from it already: it is older than the database. */
  | 'older';

/** This database and this log do not go together. Nothing was changed. */
export class LogElsewhere extends Error {
  constructor(readonly why: ElsewhereMistake) {
    super(`the database and the log do not go together: ${why}`);
  }
}

/** The epoch of the log on a KurrentDB that this database goes with; its tables must be there. @throws {Unavailable} */
export async function boundTo(pool: Pool): Promise<string | undefined> {
  const [row] = await read<{ epoch: string }>(pool, {
    name: 'hearth-elsewhere',
    text: 'select epoch from hearth.log_elsewhere',
    values: [],
  });
  return row?.epoch;
}

/**
 * Makes the tables of the log, where checkpoints are, and holds the database to this log on a KurrentDB from now on.
 * `moving`: the log is about to be brought there, and an empty one takes the database over from another.
 * @throws {LogElsewhere} @throws {Unavailable}
 */
export async function bindTo(pool: Pool, epoch: string, store: EventStore, moving: boolean): Promise<void> {
  await migrate(pool, logSchema);
  const bound = await boundTo(pool);
  if (bound === epoch) return refuseOlder(pool, epoch, store);
  const empty = moving && (await store.head()) === undefined;
  if (bound !== undefined && !empty) throw new LogElsewhere('otherLog');
  const [own] = await read<{ position: string }>(pool, {
    name: 'hearth-elsewhere-own',
    text: 'select position from hearth.log_head',
    values: [],
  });
  if (bound === undefined && Number(own?.position) > 0 && !empty) throw new LogElsewhere('ownLog');
  await read(pool, {
    name: 'hearth-elsewhere-bound',
    text: `insert into hearth.log_elsewhere (epoch) values ($1) on conflict (one) do update set epoch = excluded.epoch`,
    values: [epoch],
  });
}

/** Followers would find nothing of theirs for a while, and then pass over what stands where they have been. */
async function refuseOlder(pool: Pool, epoch: string, store: EventStore): Promise<void> {
  const head = await store.head();
  const rows = await read<{ cursor: string }>(pool, {
    name: 'hearth-elsewhere-taken',
    text: `select cursor from hearth.checkpoints where split_part(cursor, ':', 1) = $1`,
    values: [epoch],
  });
  if (rows.some(({ cursor }) => head === undefined || store.compareCursors(cursor, head) > 0))
    throw new LogElsewhere('older');
}

/** The log is to lie in PostgreSQL. `moving`: it is about to be brought here. @throws {LogElsewhere} @throws {Unavailable} */
export async function unbind(pool: Pool, moving: boolean): Promise<void> {
  if ((await boundTo(pool)) === undefined) return;
  if (!moving) throw new LogElsewhere('onKurrent');
  await read(pool, { name: 'hearth-elsewhere-unbound', text: 'delete from hearth.log_elsewhere', values: [] });
}
