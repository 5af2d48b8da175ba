/** The worker's own rows: reactions that were refused, and reminders or misses that could not be put on record. */
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Command } from '../engine/decide/command.js';
import type { Rejection } from '../engine/decide/rejection.js';
import { read } from '../postgres/connection.js';

/** A command of the machine's own that was refused: somebody has to look at it. Nothing personal stands in it. */
export interface RefusedCommand {
  readonly root: string;
  /** Which part gave it: `reactions`, `timer`, `reminders`. */
  readonly system: string;
  readonly command: string;
  /** Stream or key of what it was about. */
  readonly target: Command['target'];
  readonly reason: string;
  readonly params: Rejection['params'];
  readonly at: string;
}

/** Keeps a refusal; the same command refused again is the same row. @throws {Unavailable} */
export async function keepRefused(pool: Pool, command: Command, { reason, params }: Rejection): Promise<void> {
  const { root, by, name, key, target, cause } = command;
  const system = 'system' in by ? by.system : by.account;
  await read(pool, {
    name: 'hearth-refused-kept',
    text: `insert into worker.refused_commands (root, system, command, key, target, cause, reason, params)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (root, system, command, key, target) do update
        set reason = excluded.reason, params = excluded.params, at = excluded.at`,
    values: [
      ...[root, system, name, key, JSON.stringify(target), cause ? JSON.stringify(cause) : null, reason],
      JSON.stringify(params),
    ],
  });
}

const refusedSchema = z.object({
  root: z.string(),
  system: z.string(),
  command: z.string(),
  target: z.union([z.object({ stream: z.string() }), z.object({ key: z.record(z.string(), z.string()) })]),
  reason: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  at: z.date().transform((at) => at.toISOString()),
});

/** What was refused last, the newest first. @throws {Unavailable} */
export async function refusedCommands(pool: Pool, limit = 100): Promise<readonly RefusedCommand[]> {
  const rows = await read(pool, {
    text: `select root, system, command, target, reason, params, at from worker.refused_commands
      order by id desc limit $1`,
    values: [Math.min(500, limit)],
  });
  return z.array(refusedSchema).parse(rows);
}
