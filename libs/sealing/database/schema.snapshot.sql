-- The schema sealing of a fresh database. Written by `npm run schemas`; a test compares it.
-- migration 1 keys-and-votes c36dd7c5bbc9fa98

create schema sealing;

create table sealing.installation (
  list text not null
);

create table sealing.keys (
  id text not null,
  purpose text not null,
  master text,
  wrapped bytea,
  created_at timestamp with time zone default now() not null,
  erased_at timestamp with time zone,
  scrubbed boolean default false not null,
  constraint keys_pkey PRIMARY KEY (id)
);

alter table sealing.keys alter column wrapped set statistics 0;

create table sealing.versions (
  version integer not null,
  at timestamp with time zone default now() not null,
  constraint versions_pkey PRIMARY KEY (version)
);

create table sealing.votes (
  ballot text not null,
  account text not null,
  command text not null,
  key text not null,
  nonce bytea not null,
  bytes bytea not null,
  constraint votes_pkey PRIMARY KEY (ballot, account, command)
);

alter table sealing.votes alter column ballot set statistics 0;
alter table sealing.votes alter column account set statistics 0;
alter table sealing.votes alter column command set statistics 0;
alter table sealing.votes alter column key set statistics 0;
alter table sealing.votes alter column nonce set statistics 0;
alter table sealing.votes alter column bytes set statistics 0;
