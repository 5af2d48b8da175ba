import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { PhysicalStep } from '../../engine/ports/sealing.js';
import { codeOf } from '../../postgres/errors.js';
import { TABLES } from '../database/schema.js';

/**
 * Removes what destroyed rows leave behind in PostgreSQL's files. Deleting a row only marks it; its bytes stay in the
 * table's pages until they are rewritten, in the old files until a checkpoint unlinks them, and in the write-ahead
 * log, whose old segments are by default not removed but renamed to be used again, with what is in them. So:
 * rewrite the tables, go to a new segment, checkpoint, then write over every segment that lies ready.
 *
 * On a server where this process may not do a step, the step says so; nothing here throws for want of rights.
 */
export async function scrub(client: ClientBase, wait = WAIT): Promise<PhysicalStep[]> {
  const steps: PhysicalStep[] = [];
  steps.push(await step('tables', () => rewriteTables(client, wait)));
  // What destroyed rows left in the write-ahead log stands before this segment.
  let boundary = '';
  steps.push(await step('checkpoint', async () => void (boundary = await checkpoint(client))));
  steps.push(await step('oldLog', () => overwriteOldLog(client, boundary)));
  steps.push(await step('archive', () => noArchive(client)));
  steps.push(await step('standbys', () => noStandbys(client)));
  steps.push(await step('serverLog', () => noParametersLogged(client)));
  return steps;
}

const WAIT = { lock: 10_000, snapshots: 10_000 };
/** Bytes of write-ahead log that lie ready to be used again and that one erasure writes over: above, an operator decides. */
const OVERWRITE_LIMIT = 8 * 1024 ** 3;
/** Errors of PostgreSQL that mean "not you" or "not now": insufficient privilege, undefined function, lock not available, wrong state. */
const NOT_HERE = new Set(['42501', '42883', '55P03', '55000', '0A000']);

/** `check` says why not, or undefined when it is done. */
async function step(name: PhysicalStep['step'], check: () => Promise<string | undefined>): Promise<PhysicalStep> {
  try {
    const why = await check();
    return why === undefined ? { step: name, done: true } : { step: name, done: false, why };
  } catch (error) {
    const code = codeOf(error);
    if (!NOT_HERE.has(code)) throw error;
    return { step: name, done: false, why: error instanceof Error ? error.message : code };
  }
}

async function rewriteTables(client: ClientBase, wait: typeof WAIT): Promise<string | undefined> {
  await client.query(`SET lock_timeout = ${wait.lock}`);
  try {
    const deadline = performance.now() + wait.snapshots;
    for (;;) {
      let kept = 0;
      for (const table of TABLES) kept += await rewrite(client, table);
      if (kept === 0) return undefined;
      if (performance.now() > deadline) return `${kept} dead rows are still visible to an older transaction`;
      await sleep(100);
    }
  } finally {
    await client.query('RESET lock_timeout');
  }
}

/** The number of dead rows that had to be copied, because an older transaction might still look at them. */
async function rewrite(client: ClientBase, table: string): Promise<number> {
  let kept = 0;
  // The server tells it in words only; the number comes first in every language it speaks.
  const hear = ({ detail }: { detail?: string | undefined }) => {
    if (detail !== undefined) kept += Number(/\d+/.exec(detail)?.[0] ?? 0);
  };
  client.on('notice', hear);
  try {
    await client.query(`VACUUM (FULL, VERBOSE) ${table}`);
  } finally {
    client.off('notice', hear);
  }
  return kept;
}

/** Goes to a new segment of the write-ahead log, and makes all before it needless. @returns the new segment. */
async function checkpoint(client: ClientBase): Promise<string> {
  await client.query('SELECT pg_switch_wal()');
  const boundary = await currentSegment(client);
  await client.query('CHECKPOINT');
  return boundary;
}

async function overwriteOldLog(client: ClientBase, boundary: string): Promise<string | undefined> {
  if (boundary === '') return 'without a checkpoint, the old log is still needed';
  const log = await segments(client, boundary);
  if (log.old > 0) return `${log.old} old segments are kept back by a replication slot, wal_keep_size or the archiver`;
  if (log.ahead * log.segmentBytes > OVERWRITE_LIMIT) return `${log.ahead} segments lie ready to be used again`;
  for (let turn = 0; turn <= log.ahead; turn += 1) {
    // An empty message, because a segment is left only when something stands in it; what follows it is zeroed.
    await client.query(`SELECT pg_logical_emit_message(false, 'hearth', '')`);
    await client.query('SELECT pg_switch_wal()');
  }
  const now = await currentSegment(client);
  return now > log.last ? undefined : `segments up to ${log.last} still hold what was in them`;
}

interface Segments {
  /** Segments before the boundary that should be gone. */
  readonly old: number;
  /** Segments that lie ready after the current one, holding whatever they held. */
  readonly ahead: number;
  readonly last: string;
  readonly segmentBytes: number;
}

async function segments(client: ClientBase, boundary: string): Promise<Segments> {
  const { rows } = await client.query<{ old: string; ahead: string; last: string; bytes: string }>(
    `SELECT count(*) FILTER (WHERE name < $1) AS old,
            count(*) FILTER (WHERE name > pg_walfile_name(pg_current_wal_insert_lsn())) AS ahead,
            max(name) AS last,
            (SELECT bytes_per_wal_segment FROM pg_control_init()) AS bytes
     FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'`,
    [boundary],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('the server named no segment of its write-ahead log');
  return { old: Number(row.old), ahead: Number(row.ahead), last: row.last, segmentBytes: Number(row.bytes) };
}

async function currentSegment(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS name');
  return rows[0]?.name ?? '';
}

async function noArchive(client: ClientBase): Promise<string | undefined> {
  const mode = await setting(client, 'archive_mode');
  return mode === 'off' ? undefined : 'the server archives its write-ahead log; the archive keeps the wrapped keys';
}

async function noStandbys(client: ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ standbys: string }>(
    'SELECT (SELECT count(*) FROM pg_stat_replication) + (SELECT count(*) FROM pg_replication_slots) AS standbys',
  );
  const standbys = Number(rows[0]?.standbys ?? 0);
  return standbys === 0 ? undefined : `${standbys} standbys or slots may keep copies of what is erased here`;
}

/** Wrapped keys travel as parameters of statements: a server that logs those has written them down. */
async function noParametersLogged(client: ClientBase): Promise<string | undefined> {
  if ((await setting(client, 'log_parameter_max_length_on_error')) !== '0')
    return 'the server logs the parameters of statements that fail';
  if ((await setting(client, 'log_parameter_max_length')) === '0') return undefined;
  const statements = await setting(client, 'log_statement');
  const slow = await setting(client, 'log_min_duration_statement');
  const sampled = await setting(client, 'log_min_duration_sample');
  const share = await setting(client, 'log_transaction_sample_rate');
  const silent = (statements === 'none' || statements === 'ddl') && slow === '-1' && sampled === '-1' && share === '0';
  return silent ? undefined : 'the server logs statements with their parameters';
}

async function setting(client: ClientBase, name: string): Promise<string> {
  const { rows } = await client.query<{ value: string | null }>('SELECT current_setting($1, true) AS value', [name]);
  return rows[0]?.value ?? '';
}
