/** A database and a folder for the serving processes of a test, and what is in them. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { hearth, type Environment } from '../e2e/hearth.js';
import { poolOf } from '../pool.js';
import { freshDatabase } from '../postgres.js';

export interface Place {
  readonly environment: Environment;
  readonly data: string;
  readonly pool: Pool;
  leave(): Promise<void>;
}

/** A database of its own on the tests' server. */
export async function place(): Promise<Place> {
  const database = await freshDatabase('serve');
  const { data, remove } = await folder();
  const pool = poolOf(database.connectionString);
  const environment = {
    HEARTH_DATA: data,
    HEARTH_PORT: '0',
    HEARTH_LOG_LEVEL: 'warn',
    DATABASE_URL: database.connectionString,
    HEARTH_MASTER_KEY: '07'.repeat(32),
    HEARTH_ERASURE_LIST: join(data, 'erasures'),
  };
  return {
    environment,
    data,
    pool,
    leave: async () => {
      await pool.end();
      await database.drop();
      await remove();
    },
  };
}

/** A data folder of its own, with nothing in it. */
export async function folder(): Promise<{ data: string; remove: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'hearth-serve-'));
  // Started by root the server runs as another user, who must be able to enter.
  await chmod(data, 0o711);
  return { data, remove: () => rm(data, { recursive: true, force: true }) };
}

export const ROOT = 'lantern';

/** A root with one unit, by the command line. Returns a token of an operator. */
export async function founded(environment: Environment, nature: 'real' | 'test'): Promise<string> {
  const input = join(environment['HEARTH_DATA'] ?? '', 'unit.json');
  await writeFile(input, '{"sort":"city","name":"Lantern"}');
  await done(environment, 'root', 'found', ROOT, '--nature', nature);
  await done(environment, 'give', 'registerUnit', '--root', ROOT, '--to', 'unit=city', '--input', input);
  const who = ['--account', 'keeper', '--role', 'operator', '--unit', 'city'];
  const { json } = await done(environment, 'token', 'create', '--root', ROOT, ...who, '--json');
  return String(json['text']);
}

async function done(environment: Environment, ...args: string[]): ReturnType<typeof hearth> {
  const ended = await hearth(environment, ...args);
  if (ended.code !== 0) throw new Error(`hearth ${args.join(' ')} ended with ${ended.code}: ${ended.err}`);
  return ended;
}

/** Asks again until it holds, for ten seconds. */
export async function until(what: string, holds: () => Promise<boolean>, within = 10_000): Promise<void> {
  const begun = Date.now();
  while (!(await holds())) {
    if (Date.now() - begun > within) throw new Error(`not within ${within} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

export function get(url: string, token?: string): Promise<Response> {
  return fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
}

/** Registers a unit over HTTP: a command that writes one fact. */
export function registerUnit(url: string, token: string, unit: string): Promise<Response> {
  return fetch(`${url}/v1/commands/registerUnit`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `u ${unit}` },
    body: JSON.stringify({ target: { key: { unit } }, input: { parent: 'city', sort: 'street', name: unit } }),
  });
}
