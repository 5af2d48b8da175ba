/** The worst moment for whoever tells people: the letters are written, and it is not on record yet that they are. */
import pg from 'pg';
import type { Pool } from 'pg';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openLog } from '../../libs/runtime/open-log.js';
import { DELIVERIES_FOLLOWER } from '../../apps/worker/delivery/deliver-notices.js';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import type { Cursor, EventStore } from '../../libs/engine/ports/event-store.js';
import { until } from '../contract/queue/server.js';
import { lettersIn, type Told } from './outbox.js';
import type { Stand } from './stand.js';

const TRIES = 20;

/**
 * Kills the worker at that moment. `more` is awaited once nothing can be put on record any more: it, or somebody else,
 * gives rise to a letter of the cycle.
 */
export async function killedWhileTelling(
  { environment, outbox, kill }: Pick<Stand, 'environment' | 'outbox' | 'kill'>,
  cycle: string,
  more: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { store, pool, close } = await openLog(readConfiguration(environment));
  const holder = new pg.Client({ connectionString: environment['DATABASE_URL'] });
  try {
    await holder.connect();
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { cursor, pid } = await held(holder);
      await more();
      const waiting = await waitingFor(pid, pool);
      if (await hasTold(store, cursor, await lettersIn(outbox, cycle))) {
        await kill.worker?.();
        // A statement that has reached the database is carried out, whoever sent it: as if the kill had come before.
        await pool.query('select pg_terminate_backend(unnest($1::int[]))', [waiting]);
        return;
      }
      // What was to be put on record told nobody anything.
      await holder.query('rollback');
    }
    throw new Error(`nobody was told anything in ${TRIES} batches`);
  } finally {
    await holder.end();
    await close();
  }
}

/** Keeps the deliveries from putting on record how far they are. */
async function held(holder: pg.Client): Promise<{ cursor: Cursor; pid: number }> {
  await holder.query('begin');
  const { rows } = await holder.query<{ cursor: Cursor; pid: number }>(
    'select cursor, pg_backend_pid() as pid from hearth.checkpoints where name = $1 for update',
    [DELIVERIES_FOLLOWER],
  );
  const [row] = rows;
  if (!row) throw new Error('nothing was ever told');
  return row;
}

/** Who waits for this one, once somebody does. */
async function waitingFor(holder: number, pool: Pool): Promise<readonly number[]> {
  let pids: readonly number[] = [];
  await until('the deliveries would put on record how far they are', async () => {
    const text = 'select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))';
    pids = (await pool.query<{ pid: number }>(text, [holder])).rows.map(({ pid }) => pid);
    return pids.length > 0;
  });
  return pids;
}

/** Whether a letter is there that tells of a fact after the cursor. */
async function hasTold(store: EventStore, after: Cursor, letters: readonly Told[]): Promise<boolean> {
  const facts = new Set<string>();
  for await (const { bytes } of store.readLog({ after })) facts.add(decodeEnvelope(bytes).id);
  return letters.some(({ fact }) => facts.has(fact));
}
