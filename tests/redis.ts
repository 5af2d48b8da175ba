/**
 * Real Redis servers for tests: each suite that asks gets a `redis-server` of its own, on a free port, with its own folder, set
 * up as Hearth wants it, which the suite may kill and start again.
 *
 * `HEARTH_TEST_REDIS_URL` names one that is there already; nobody kills that one. Where there is neither, suites that
 * need it fail when `HEARTH_REQUIRE_ALL` is set, and name themselves as left out otherwise.
 */
import { describe } from '@jest/globals';
import { missingRedisServer, startRedis, type OwnRedis } from './bench/servers/redis-server.js';

function missingRedis(ownProcess: boolean): string | undefined {
  if (!ownProcess && process.env['HEARTH_TEST_REDIS_URL'] !== undefined) return undefined;
  const why = missingRedisServer();
  if (why === undefined) return undefined;
  if (process.env['HEARTH_REQUIRE_ALL'] !== undefined) throw new Error(`Redis is required and missing: ${why}`);
  return why;
}

/** A suite that needs Redis; without it the suite is not run, its name says why, and the count of tests shows it. */
export function describeWithRedis(name: string, suite: () => void, needed: { ownProcess?: boolean } = {}): void {
  const missing = missingRedis(needed.ownProcess ?? false);
  (missing === undefined ? describe : describe.skip)(missing === undefined ? name : `${name}: ${missing}`, suite);
}

/** The server that is there already, or one of the suite's own. */
export async function openTestRedis(): Promise<OwnRedis> {
  const url = process.env['HEARTH_TEST_REDIS_URL'];
  if (url === undefined) return startRedis();
  const notMine = async (): Promise<void> => {
    throw new Error('HEARTH_TEST_REDIS_URL names a server that tests may not kill');
  };
  const untouched = (): void => undefined;
  return { url, kill: notMine, start: notMine, pause: untouched, resume: untouched, remove: async () => undefined };
}
