-- The schema service of a fresh database. Written by `npm run schemas`; a test compares it.
-- migration 1 clock-seed-tokens 901eba7c6484b86a

create schema service;

create table service.clock (
  one boolean default true not null,
  at bigint not null,
  runs boolean not null,
  since bigint not null,
  constraint clock_one_check CHECK (one),
  constraint clock_pkey PRIMARY KEY (one)
);

create table service.seed (
  one boolean default true not null,
  seed text not null,
  constraint seed_one_check CHECK (one),
  constraint seed_pkey PRIMARY KEY (one)
);

create table service.tokens (
  id text not null,
  hash bytea not null,
  root text not null,
  account text not null,
  role text not null,
  unit text not null,
  "grant" text not null,
  kind text not null,
  label text not null,
  made_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  constraint tokens_pkey PRIMARY KEY (id)
);

create table service.versions (
  version integer not null,
  at timestamp with time zone default now() not null,
  constraint versions_pkey PRIMARY KEY (version)
);
