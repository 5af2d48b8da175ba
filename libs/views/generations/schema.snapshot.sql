-- The schema views of a fresh database. Written by `npm run schemas`; a test compares it.
-- migration 1 generation 24445a7bb076ae01

create schema views;

create table views.generation (
  one boolean default true not null,
  live integer not null,
  last integer not null,
  version integer not null,
  constraint generation_one_check CHECK (one),
  constraint generation_pkey PRIMARY KEY (one)
);

create table views.versions (
  version integer not null,
  at timestamp with time zone default now() not null,
  constraint versions_pkey PRIMARY KEY (version)
);

create schema views_1;

create table views_1.checkpoint (
  one boolean default true not null,
  cursor text,
  facts bigint not null,
  retired boolean not null,
  constraint checkpoint_one_check CHECK (one),
  constraint checkpoint_pkey PRIMARY KEY (one)
) with (fillfactor=20);

create table views_1.grants (
  stream text collate "C" not null,
  grant_id text collate "C" not null,
  root text collate "C" not null,
  account text collate "C" not null,
  role text collate "C" not null,
  unit text collate "C" not null,
  constraint grants_pkey PRIMARY KEY (stream, grant_id)
);

CREATE INDEX grants_root_role_unit_idx ON views_1.grants USING btree (root, role, unit);

create table views_1.legs (
  stream text collate "C" not null,
  deliverable text collate "C" not null,
  leg text collate "C" not null,
  at text collate "C" not null,
  received_on text collate "C",
  late boolean,
  constraint legs_pkey PRIMARY KEY (stream, deliverable, leg)
);

create table views_1.names (
  stream text collate "C" not null,
  name text collate "C" not null,
  constraint names_pkey PRIMARY KEY (stream)
);

create table views_1.quota_use (
  stream text collate "C" not null,
  quota text collate "C" not null,
  root text collate "C" not null,
  cycle text collate "C" not null,
  unit text collate "C",
  used bigint not null,
  constraint quota_use_pkey PRIMARY KEY (stream, quota)
);

CREATE INDEX quota_use_root_cycle_idx ON views_1.quota_use USING btree (root, cycle);

create table views_1.ranking (
  stream text collate "C" not null,
  ranked text collate "C" not null,
  grouped text collate "C" not null,
  place bigint not null,
  sum bigint not null,
  count bigint not null,
  tied jsonb not null,
  at_cut boolean not null,
  constraint ranking_pkey PRIMARY KEY (stream, ranked)
);

create table views_1.registers (
  stream text collate "C" not null,
  standing text collate "C" not null,
  root text collate "C" not null,
  since text collate "C" not null,
  loaded boolean not null,
  constraint registers_pkey PRIMARY KEY (stream, standing)
);

CREATE INDEX registers_root_standing_stream_idx ON views_1.registers USING btree (root, standing, stream);

create table views_1.subjects (
  stream text collate "C" not null,
  root text collate "C" not null,
  category text collate "C" not null,
  cycle text collate "C",
  unit text collate "C",
  stage text collate "C" not null,
  rev bigint not null,
  at text collate "C" not null,
  entered text collate "C",
  closed boolean not null,
  holders jsonb not null,
  rules text collate "C" not null,
  value jsonb not null,
  history jsonb not null,
  fields jsonb not null,
  constraint subjects_pkey PRIMARY KEY (stream)
);

CREATE INDEX subjects_root_category_cycle_stage_unit_idx ON views_1.subjects USING btree (root, category, cycle, stage, unit);
CREATE INDEX subjects_root_category_cycle_stream_idx ON views_1.subjects USING btree (root, category, cycle, stream);
CREATE INDEX subjects_root_cycle_stream_idx ON views_1.subjects USING btree (root, cycle, stream);
CREATE INDEX subjects_root_unit_category_cycle_stream_idx ON views_1.subjects USING btree (root, unit, category, cycle, stream);

create table views_1.units (
  stream text collate "C" not null,
  root text collate "C" not null,
  unit text collate "C" not null,
  parent text collate "C",
  sort text collate "C" not null,
  closed boolean not null,
  path text[] collate "C" default '{}'::text[] not null,
  constraint units_pkey PRIMARY KEY (stream)
);

CREATE INDEX units_path_idx ON views_1.units USING gin (path);
CREATE INDEX units_root_parent_idx ON views_1.units USING btree (root, parent);
CREATE UNIQUE INDEX units_root_unit_idx ON views_1.units USING btree (root, unit);

create table views_1.work (
  stream text collate "C" not null,
  stage text collate "C" not null,
  root text collate "C" not null,
  category text collate "C" not null,
  cycle text collate "C",
  unit text collate "C",
  holder text collate "C" not null,
  begun boolean not null,
  deadline text collate "C" not null,
  due text collate "C" not null,
  owed boolean not null,
  next_step text collate "C",
  next_at text collate "C",
  missed boolean not null,
  falls text collate "C",
  constraint work_pkey PRIMARY KEY (stream, stage, deadline)
);

CREATE INDEX work_falls_stream_stage_deadline_idx ON views_1.work USING btree (falls, stream, stage, deadline) WHERE (falls IS NOT NULL);
CREATE INDEX work_root_cycle_idx ON views_1.work USING btree (root, cycle) WHERE (NOT begun);
CREATE INDEX work_root_due_stream_stage_deadline_idx ON views_1.work USING btree (root, due, stream, stage, deadline) WHERE owed;
CREATE INDEX work_root_holder_due_stream_stage_deadline_idx ON views_1.work USING btree (root, holder, due, stream, stage, deadline);
CREATE INDEX work_root_unit_holder_due_stream_stage_deadline_idx ON views_1.work USING btree (root, unit, holder, due, stream, stage, deadline);
