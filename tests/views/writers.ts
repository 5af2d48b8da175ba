/** Many who write facts of homes at once, and what disturbs whoever follows them. */
import pg from 'pg';
import { encodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import { factId } from '../../libs/engine/envelope/ids.js';
import { ABSENT, type NewFact, type EventStore, type Write } from '../../libs/engine/ports/event-store.js';
import { carriedPlatform } from '../../libs/lifecycle/platform/published-values.js';
import { drawing } from '../contract/store/given.js';

const { hash: rules } = carriedPlatform().programme;
const AT = '2024-04-02T01:00:00.000Z';
const DIGEST = '0'.repeat(64);

/** A home is registered, and gets a new name with each fact that follows: `name <rev>`. */
function fact(stream: string, rev: number): NewFact {
  const command = factId(stream, rev);
  const id = factId(command, 0);
  const type = rev === 0 ? 'homeRegistered' : 'homeRenamed';
  const name = `name ${rev}`;
  const bytes = encodeEnvelope({
    v: 1,
    id,
    stream,
    rev,
    type,
    tv: 1,
    at: AT,
    rules,
    by: { system: 'setup' },
    command,
    request: DIGEST,
    data: rev === 0 ? { unit: 'one', name } : { name },
    stage: 'active',
    state: DIGEST,
    alg: 'sha256',
  });
  return { id, type, at: AT, bytes };
}

function write(stream: string, from: number, count: number): Write {
  return { stream, expected: from, facts: Array.from({ length: count }, (_, index) => fact(stream, from + 1 + index)) };
}

/**
 * Writers with homes of their own, each append one to four facts of one or two of them, until so many are written. Now
 * and then one stalls, or asks for what is refused. Their homes' names begin with `prefix`. Returns how many were written.
 */
export async function writeHomes(store: EventStore, count: number, writers: number, prefix = 'w'): Promise<number> {
  let written = 0;
  const writer = async (index: number): Promise<void> => {
    const draw = drawing(index);
    const heads = new Map<string, number>();
    while (written < count) {
      if (draw(100) === 0) await new Promise((resolve) => setTimeout(resolve, draw(5)));
      const homes = draw(2) === 0 ? [draw(40)] : [draw(40), 40 + draw(40)];
      const writes = homes.map((home) => {
        const stream = `home-test.${prefix}${index}-${home}`;
        const from = heads.get(stream) ?? ABSENT;
        const made = write(stream, from, 1 + draw(2));
        heads.set(stream, from + made.facts.length);
        written += made.facts.length;
        return made;
      });
      if (draw(50) === 0) {
        const wrong = writes.map((each) => ({ ...each, expected: each.expected + 1 }));
        if ((await store.append(wrong)).ok) throw new Error('not refused');
      }
      const appended = await store.append(writes);
      if (!appended.ok) throw new Error(JSON.stringify(appended.conflicts));
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, index) => writer(index)));
  return written;
}

/** Writes with the store's own function, stalls with the log locked, and takes it back; again and again. */
export function takeBack(connectionString: string, signal: AbortSignal): Promise<number> {
  return again(connectionString, signal, 20, async (client) => {
    await client.query('begin');
    await client.query(
      `select hearth.append_group(epoch, 1, '{home-test.ghost}', '{-1}', '{home-test.ghost}', '{0}',
        '{home-test.ghost}', '{0}', '{ghost}', '{ghost}', '{2024-04-15T00:00:00.000Z}', '{0}', '{1}', '{0}', '')
       from hearth.log_head`,
    );
    await client.query('select pg_sleep(random() * 0.005)');
    await client.query('rollback');
  });
}

/** Ends the sessions of this application that are in a transaction; again and again. Returns how many it ended. */
export async function cutOff(connectionString: string, application: string, signal: AbortSignal): Promise<number> {
  let ended = 0;
  await again(connectionString, signal, 15, async (client) => {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = $1 and datname = current_database() and xact_start is not null and random() < 0.3`,
      [application],
    );
    ended += rowCount ?? 0;
  });
  return ended;
}

async function again(
  connectionString: string,
  signal: AbortSignal,
  pauseMs: number,
  each: (client: pg.Client) => Promise<void>,
): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  let times = 0;
  for (; !signal.aborted; times += 1) {
    await each(client);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await client.end();
  return times;
}
