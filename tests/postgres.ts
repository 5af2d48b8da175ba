/**
 * One PostgreSQL server for the whole run of tests, and fresh databases on it.
 *
 * `HEARTH_TEST_DATABASE_URL` names the server; unset, the embedded one is started in a folder of its own. Where that
 * cannot be, `HEARTH_TEST_DATABASE_MISSING` says why: suites that need it fail when `HEARTH_REQUIRE_ALL` is set, and
 * name themselves as left out otherwise.
 */
import { describe } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface FreshDatabase {
  readonly connectionString: string;
  readonly drop: () => Promise<void>;
}

/** Why there is no server, for `describe` titles of suites that are left out; undefined when there is one. */
export function missingPostgres(): string | undefined {
  if (process.env['HEARTH_TEST_DATABASE_URL'] !== undefined) return undefined;
  const why = process.env['HEARTH_TEST_DATABASE_MISSING'] ?? 'the tests run without tests/global-setup.mjs';
  if (process.env['HEARTH_REQUIRE_ALL'] !== undefined) throw new Error(`PostgreSQL is required and missing: ${why}`);
  return why;
}

/** A suite that needs the server; without one it is not run, its name says why, and the count of tests shows it. */
export function describeWithPostgres(name: string, suite: () => void): void {
  const missing = missingPostgres();
  (missing === undefined ? describe : describe.skip)(missing === undefined ? name : `${name}: ${missing}`, suite);
}

/**
 * A database for one test, copied from the template `name`, which `prepare` fills the first time it is asked for in
 * this process. `name` is lower-case letters and digits.
 */
export async function freshDatabase(
  name: string,
  prepare?: (connectionString: string) => Promise<void>,
): Promise<FreshDatabase> {
  const template = prepare === undefined ? 'template0' : await prepared(name, prepare);
  const database = `${name}_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${database} template ${template}`);
  return {
    connectionString: address(database),
    drop: () => administer(`drop database if exists ${database} with (force)`),
  };
}

const templates = new Map<string, Promise<string>>();

function prepared(name: string, prepare: (connectionString: string) => Promise<void>): Promise<string> {
  const made = templates.get(name) ?? makeTemplate(name, prepare);
  templates.set(name, made);
  return made;
}

async function makeTemplate(name: string, prepare: (connectionString: string) => Promise<void>): Promise<string> {
  const template = `template_${name}_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${template} template template0`);
  await prepare(address(template));
  return template;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['HEARTH_TEST_DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function address(database: string): string {
  const url = new URL(process.env['HEARTH_TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${database}`;
  return url.href;
}
