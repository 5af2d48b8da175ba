/** Where followers of the log have got to, beside the log in PostgreSQL. The table is made with the log's own. */
import type { Pool } from 'pg';
import type { Checkpoints } from '../../engine/follow/follow-log.js';
import { read } from '../../postgres/connection.js';

/** Of the log that this database goes with: its own, unless it lies on a KurrentDB. */
export const EPOCH = `select coalesce((select epoch from hearth.log_elsewhere), (select epoch from hearth.log_head)) as epoch`;

/**
 * Checkpoints in a database whose log {@link postgresStore} has opened, or that is bound to one elsewhere. A checkpoint is only a place to go on from: one
 * of a log that was replaced counts as none, and what follows is given again and answered from the log.
 * Throws `Unavailable`.
 */
export function postgresCheckpoints(pool: Pool): Checkpoints {
  return {
    async load(name) {
      const rows = await read<{ cursor: string }>(pool, {
        name: 'hearth-checkpoint',
        text: `select c.cursor from hearth.checkpoints c join (${EPOCH}) h on split_part(c.cursor, ':', 1) = h.epoch
          where c.name = $1`,
        values: [name],
      });
      return rows[0]?.cursor;
    },
    async save(name, cursor) {
      await read(pool, {
        name: 'hearth-checkpoint-saved',
        // Not flushed to disk before it is answered: a checkpoint lost in a crash costs a repetition, and nothing else.
        text: `with unhurried as (select set_config('synchronous_commit', 'off', true))
          insert into hearth.checkpoints as c (name, cursor) select $1, $2 from unhurried
          on conflict (name) do update set cursor = excluded.cursor`,
        values: [name, cursor],
      });
    },
    async move(name, from, to) {
      const moved = await read<{ cursor: string }>(pool, {
        name: 'hearth-checkpoint-moved',
        // One of a log that was replaced stands nowhere.
        text: `with unhurried as (select set_config('synchronous_commit', 'off', true)),
            here as (${EPOCH})
          insert into hearth.checkpoints as c (name, cursor) select $1, $3 from unhurried
          on conflict (name) do update set cursor = excluded.cursor
            where c.cursor = $2 or ($2::text is null and split_part(c.cursor, ':', 1) <> (select epoch from here))
          returning c.cursor`,
        values: [name, from ?? null, to],
      });
      return moved.length > 0;
    },
  };
}
