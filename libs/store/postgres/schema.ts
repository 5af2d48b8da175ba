/** The log's tables in PostgreSQL, in a schema of their own, and the migrations that lead to them; `schema.snapshot.sql` shows the result. */
import { ADVISORY_LOCKS } from '../../postgres/advisory-locks.js';
import type { Schema } from '../../postgres/migrations.js';

const LOG = `
  create table hearth.log_head (
    one boolean primary key default true check (one),
    epoch text not null,
    position bigint not null,
    append bigint not null
  ) with (fillfactor = 20);
  insert into hearth.log_head (epoch, position, append) values (left(replace(gen_random_uuid()::text, '-', ''), 16), 0, 0);

  create table hearth.streams (
    stream text collate "C" primary key,
    rev bigint not null
  ) with (fillfactor = 80);

  create table hearth.facts (
    position bigint primary key,
    append bigint not null,
    rev bigint not null,
    stream text collate "C" not null,
    id text collate "C" not null,
    type text collate "C" not null,
    at text collate "C" not null,
    bytes bytea not null,
    unique (stream, rev)
  );

  -- Writes a group of appends that do not depend on each other, or nothing.
  --
  -- log_head's row is locked before anything is looked at: groups then happen one after another, and a stream that was
  -- looked at stands still until the commit. (Locked after looking, two groups that each check that the other's stream
  -- is absent would both be written.) Positions are taken under the same lock, so they become visible in order,
  -- without gaps, and a reader that goes on from the last one it saw misses none.
  --
  -- targets: what each stream must stand at. Where one does not, nothing is written, and "wrong" lists the indexes
  -- (from 1) of those targets, "actual" where these streams stand.
  -- heads: where the written streams stand afterwards. facts: in order; "append" counts from 0 in the group; the bytes
  -- lie one after another in "bytes", from "start" (1 is the first).
  create function hearth.append_group(
    in log_epoch text, in appends bigint,
    in target_streams text[], in target_revs bigint[],
    in head_streams text[], in head_revs bigint[],
    in fact_streams text[], in fact_revs bigint[], in fact_ids text[], in fact_types text[], in fact_ats text[],
    in fact_appends bigint[], in fact_starts integer[], in fact_sizes integer[], in bytes bytea,
    out wrong integer[], out actual bigint[], out before bigint
  ) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  declare
    head hearth.log_head;
  begin
    select * into head from hearth.log_head for update;
    if head.epoch <> log_epoch then
      raise exception 'this log has epoch %, not %: it was replaced', head.epoch, log_epoch using errcode = 'HE001';
    end if;
    select array_agg(t.i), array_agg(coalesce(s.rev, -1)) into wrong, actual
      from unnest(target_streams, target_revs) with ordinality as t (stream, rev, i)
      left join hearth.streams s on s.stream = t.stream
      where coalesce(s.rev, -1) <> t.rev;
    if wrong is not null then
      return;
    end if;
    before := head.position;
    insert into hearth.facts (position, append, rev, stream, id, type, at, bytes)
      select head.position + f.i, head.append + 1 + f.append, f.rev, f.stream, f.id, f.type, f.at,
             substring(append_group.bytes from f.start for f.size)
      from unnest(fact_streams, fact_revs, fact_ids, fact_types, fact_ats, fact_appends, fact_starts, fact_sizes)
        with ordinality as f (stream, rev, id, type, at, append, start, size, i);
    insert into hearth.streams as s (stream, rev)
      select h.stream, h.rev from unnest(head_streams, head_revs) as h (stream, rev)
      on conflict (stream) do update set rev = excluded.rev;
    update hearth.log_head
      set position = head.position + cardinality(fact_revs), append = head.append + appends;
    perform pg_notify('hearth_log', '');
  end
  $$;
  `;

const CHECKPOINTS = `
  -- Where those who follow the log have got to.
  create table hearth.checkpoints (
    name text collate "C" primary key,
    cursor text not null
  ) with (fillfactor = 50);
  `;

// Facts as they are, not compressed: what is sealed does not shrink, and a search of the disk for something that ought to
// be sealed finds it.
const PLAIN_BYTES = 'alter table hearth.facts alter column bytes set storage external';

const LOG_ELSEWHERE = `
  -- Where the log lies on a KurrentDB: which log this database goes with.
  create table hearth.log_elsewhere (
    one boolean primary key default true check (one),
    epoch text not null
  );
  `;

export const logSchema: Schema = {
  name: 'hearth',
  versions: 'log_versions',
  lock: ADVISORY_LOCKS.logMigration,
  migrations: [
    { version: 1, name: 'log', sql: LOG },
    { version: 2, name: 'checkpoints', sql: CHECKPOINTS },
    { version: 3, name: 'plain-bytes', sql: PLAIN_BYTES },
    { version: 4, name: 'log-elsewhere', sql: LOG_ELSEWHERE },
  ],
};
