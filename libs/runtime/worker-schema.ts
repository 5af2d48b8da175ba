/** The worker's own table, in a schema of its own: commands of the system's own that were refused. */
import { ADVISORY_LOCKS } from '../postgres/advisory-locks.js';
import type { Schema } from '../postgres/migrations.js';

/** Brings what an earlier version, which kept no versions, made to the same tables. */
const REFUSED_COMMANDS = `
  create table if not exists worker.refused_commands (
    id bigint generated always as identity primary key,
    root text not null,
    system text not null,
    command text not null,
    key text not null,
    target jsonb not null,
    cause jsonb,
    reason text not null,
    params jsonb not null,
    at timestamptz not null default now()
  );
  -- Two that are about different streams may have one key.
  alter table worker.refused_commands drop constraint if exists refused_commands_root_system_command_key_key;
  create unique index if not exists refused_commands_once on worker.refused_commands (root, system, command, key, target);
`;

export const workerSchema: Schema = {
  name: 'worker',
  versions: 'versions',
  lock: ADVISORY_LOCKS.workerMigration,
  migrations: [{ version: 1, name: 'refused-commands', sql: REFUSED_COMMANDS }],
};
