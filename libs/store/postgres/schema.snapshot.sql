-- The schema hearth of a fresh database. Written by `npm run schemas`; a test compares it.
-- migration 1 log f85c9372311cac6c
-- migration 2 checkpoints cce0f147f5d633bd
-- migration 3 plain-bytes 27d59baa8df29b81
-- migration 4 log-elsewhere bc55ca2846b73f2e

create schema hearth;

create table hearth.checkpoints (
  name text collate "C" not null,
  cursor text not null,
  constraint checkpoints_pkey PRIMARY KEY (name)
) with (fillfactor=50);

create table hearth.facts (
  "position" bigint not null,
  append bigint not null,
  rev bigint not null,
  stream text collate "C" not null,
  id text collate "C" not null,
  type text collate "C" not null,
  at text collate "C" not null,
  bytes bytea not null,
  constraint facts_pkey PRIMARY KEY ("position"),
  constraint facts_stream_rev_key UNIQUE (stream, rev)
);

alter table hearth.facts alter column bytes set storage external;

create table hearth.log_elsewhere (
  one boolean default true not null,
  epoch text not null,
  constraint log_elsewhere_one_check CHECK (one),
  constraint log_elsewhere_pkey PRIMARY KEY (one)
);

create table hearth.log_head (
  one boolean default true not null,
  epoch text not null,
  "position" bigint not null,
  append bigint not null,
  constraint log_head_one_check CHECK (one),
  constraint log_head_pkey PRIMARY KEY (one)
) with (fillfactor=20);

create table hearth.log_versions (
  version integer not null,
  at timestamp with time zone default now() not null,
  constraint log_versions_pkey PRIMARY KEY (version)
);

create table hearth.streams (
  stream text collate "C" not null,
  rev bigint not null,
  constraint streams_pkey PRIMARY KEY (stream)
) with (fillfactor=80);

CREATE OR REPLACE FUNCTION hearth.append_group(log_epoch text, appends bigint, target_streams text[], target_revs bigint[], head_streams text[], head_revs bigint[], fact_streams text[], fact_revs bigint[], fact_ids text[], fact_types text[], fact_ats text[], fact_appends bigint[], fact_starts integer[], fact_sizes integer[], bytes bytea, OUT wrong integer[], OUT actual bigint[], OUT before bigint)
 RETURNS record
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
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
  $function$;
