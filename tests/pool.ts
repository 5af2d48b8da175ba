import pg from 'pg';

/** A pool for one test. Its last connections may still be closing when the database is dropped: that is no failure. */
export function poolOf(connectionString: string): pg.Pool {
  return new pg.Pool({ connectionString, max: 4 }).on('error', () => undefined);
}
