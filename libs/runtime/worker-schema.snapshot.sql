-- The schema worker of a fresh database. Written by `npm run schemas`; a test compares it.
-- migration 1 refused-commands ae89f4e993e0e80d

create schema worker;

create table worker.refused_commands (
  id bigint generated always as identity not null,
  root text not null,
  system text not null,
  command text not null,
  key text not null,
  target jsonb not null,
  cause jsonb,
  reason text not null,
  params jsonb not null,
  at timestamp with time zone default now() not null,
  constraint refused_commands_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX refused_commands_once ON worker.refused_commands USING btree (root, system, command, key, target);

create table worker.versions (
  version integer not null,
  at timestamp with time zone default now() not null,
  constraint versions_pkey PRIMARY KEY (version)
);
