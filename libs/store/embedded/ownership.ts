/**
 * Who owns a data folder, and who is only attached to it: two advisory locks held by sessions of its server, so that
 * they end with the process, whatever ends it, and no pid file has to be believed.
 *
 * Everybody holds the *presence* lock, shared; the owner holds the *ownership* lock. Whoever leaves and gets the
 * presence lock for itself alone is the last, and stops the server; who comes meanwhile waits on that lock, loses its
 * session to the stop, and starts anew.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { ADVISORY_LOCKS } from '../../postgres/advisory-locks.js';

const { embeddedPresence: PRESENCE, embeddedOwnership: OWNERSHIP } = ADVISORY_LOCKS;
const NAME = /^hearth (\d+) (\d*)$/;

export interface Owner {
  readonly pid: number;
}

/** A session on the server with its place in the two locks. */
export class Presence {
  readonly #client: pg.Client;
  left = false;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Joins; waits while the last one is about to stop the server (and then throws, as the session is lost). */
  static async join(connectionString: string, onLost: () => void): Promise<Presence> {
    const client = new pg.Client({
      connectionString,
      application_name: `hearth ${process.pid} ${await startOf(process.pid)}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const presence = new Presence(client);
    let joined = false;
    client.on('error', () => undefined);
    client.on('end', () => {
      if (joined && !presence.left) onLost();
    });
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [PRESENCE]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    joined = true;
    return presence;
  }

  /** Takes ownership, or tells who has it. A dead owner's session ends in a moment: it is waited for. */
  async own(): Promise<Owner | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const { rows } = await this.#client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
        OWNERSHIP,
      ]);
      if (rows[0]?.taken === true) return undefined;
      const owner = await this.#owner();
      const lasts = attempt > 100;
      if (owner !== undefined && (lasts || (await lives(owner)))) return { pid: owner.pid };
      if (lasts) throw new Error('the data folder is owned by a session of the server that does not say whose it is');
      await sleep(50);
    }
  }

  /** Leaves. True when nobody else is there: this session then keeps others out until the server has stopped. */
  async leave(): Promise<boolean> {
    this.left = true;
    try {
      await this.#client.query('select pg_advisory_unlock_shared($1)', [PRESENCE]);
      const { rows } = await this.#client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [
        PRESENCE,
      ]);
      if (rows[0]?.alone === true) return true;
    } catch {
      // The server is gone already; there is nothing to stop and nobody to leave.
    }
    await this.end();
    return false;
  }

  async end(): Promise<void> {
    this.left = true;
    await this.#client.end().catch(() => undefined);
  }

  async #owner(): Promise<{ pid: number; start: string } | undefined> {
    const { rows } = await this.#client.query<{ name: string }>(
      `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
        where l.locktype = 'advisory' and l.granted and (l.classid::bigint << 32) + l.objid::bigint = $1`,
      [OWNERSHIP],
    );
    const parts = NAME.exec(rows[0]?.name ?? '');
    return parts === null ? undefined : { pid: Number(parts[1]), start: parts[2] ?? '' };
  }
}

/** A pid is used again in time: with its start it means one process. */
async function lives({ pid, start }: { pid: number; start: string }): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return start === '' || start === (await startOf(pid));
}

/** When a process started, in clock ticks since boot (field 22 of /proc/PID/stat); empty where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
