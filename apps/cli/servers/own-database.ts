/** A database of a command's own, on the configured server. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openEmbedded } from '../../../libs/store/embedded/embedded-postgres.js';
import { readConfiguration, type Environment } from '../../../libs/runtime/configuration.js';

/** Makes an empty one, hands its address to `work`, and drops it whatever happens. */
export async function withOwnDatabase<T>(
  environment: Environment,
  work: (connectionString: string) => Promise<T>,
): Promise<T> {
  const { data, databaseUrl } = readConfiguration(environment);
  const embedded = databaseUrl === undefined ? await openEmbedded(data, { attach: true }) : undefined;
  const server = embedded?.connectionString ?? databaseUrl ?? '';
  const database = `hearth_simulation_${randomBytes(6).toString('hex')}`;
  try {
    await administer(server, `create database ${database}`);
    try {
      return await work(withDatabase(server, database));
    } finally {
      await administer(server, `drop database if exists ${database} with (force)`);
    }
  } finally {
    await embedded?.close();
  }
}

function withDatabase(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
