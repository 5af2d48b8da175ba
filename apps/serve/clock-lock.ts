/** A virtual clock is put in one process: another that serves the same database would not hear of it. */
import pg from 'pg';
import { ADVISORY_LOCKS } from '../../libs/postgres/advisory-locks.js';
import { PlayRefused } from '../../libs/runtime/log-nature.js';

/**
 * Keeps others from serving this database by its virtual clock, as long as the connection stands. (An embedded database
 * has one owner anyway.) Returns what lets them in again. @throws {PlayRefused}
 */
export async function serveAlone(connectionString: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString, application_name: 'hearth virtual clock', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    ADVISORY_LOCKS.virtualClock,
  ]);
  if (rows[0]?.taken === true) return () => client.end();
  await client.end();
  throw new PlayRefused('clockAlone');
}
