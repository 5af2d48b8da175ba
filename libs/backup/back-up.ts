/**
 * A back-up while others write. What lies beside the log is read in one transaction that sees a single moment, and with
 * it where the log ended at that moment; the log is exported afterwards up to there, since what is written in it never
 * changes. So every key that a fact needs is there (a key is made before the fact that is sealed with it), and so is
 * every choice of a ballot that is still open (its row is put before the fact that somebody voted, and destroyed after
 * the fact that closes the ballot). The transaction is kept short: as long as it looks, an erasure cannot finish.
 */
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { StoredFact } from '../engine/ports/event-store.js';
import { holdVotes, keysIn, listIn, votesIn, votesThere, type VoteCopy } from '../sealing/database/copies.js';
import { withConnection } from '../postgres/connection.js';
import { transaction } from '../postgres/transactions.js';
import { checkpointsIn, logSnapshot, type LogSnapshot } from '../store/postgres/log-snapshot.js';
import { exportLog } from '../store/transfer/transfer.js';
import { archived, type Entry, type Header, type LogRow, type Part } from './archive.js';
import type { OpenLog } from '../runtime/open-log.js';
import { serviceRowsIn, type ServiceRows } from './service-rows.js';

/** An exported log without facts: at that moment there were none, whatever has come since. */
const NO_FACTS = '{"facts":0}';

export interface BackingUp {
  /** Writes an archive to where nothing is yet; all of it is kept when this resolves. */
  readonly write: (part: Part, text: AsyncIterable<string>) => Promise<void>;
  readonly progress: (part: Part, done: number) => void;
}

export interface BackedUp {
  readonly backup: string;
  /** When it was made. */
  readonly at: string;
  readonly facts: number;
  readonly keys: number;
  readonly tokens: number;
  readonly votes: number;
}

/** @throws {Unavailable} and what `write` throws; what was written by then is no back-up. */
export async function backUp(
  log: Pick<OpenLog, 'store' | 'pool' | 'elsewhere'>,
  backing: BackingUp,
): Promise<BackedUp> {
  const { store, pool } = log;
  const now = new Date();
  const common = { backup: randomBytes(16).toString('hex'), at: now.toISOString() };
  const taken = await withConnection(pool, async (client) => {
    const votes = await votesThere(client);
    const read = async (): Promise<Beside> => beside(client, await standing(log, client, votes), common, now, backing);
    return transaction(client, read, { mode: 'snapshot' });
  });
  const { rows, list, keys } = taken;
  let facts = 0;
  const checkpoints: LogRow[] = [];
  const entries = async function* (): AsyncIterable<Entry> {
    for (const row of rows) yield { row };
    const { head } = taken.log;
    const each = ({ cursor, stream, rev }: StoredFact): void => {
      for (const [name, stands] of taken.log.checkpoints)
        if (stands === cursor) checkpoints.push({ row: 'checkpoint', of: { name, stream, rev } });
      backing.progress('log', (facts += 1));
    };
    const lines = head === undefined ? [NO_FACTS] : exportLog(store, { upTo: head, each });
    for await (const line of lines) yield { line };
    for (const row of checkpoints) yield { row };
  };
  await backing.write('log', archived({ ...common, part: 'log', list }, entries()));
  const count = (kind: LogRow['row']): number => rows.filter(({ row }) => row === kind).length;
  return { ...common, facts, keys, tokens: count('token'), votes: count('vote') };
}

interface Beside {
  readonly log: LogSnapshot;
  readonly list: string | null;
  readonly rows: readonly LogRow[];
  readonly keys: number;
}

/**
 * Where the log stands at that moment. Where it lies elsewhere, it ends before the moment at which its rows are seen, and
 * votes are neither put nor destroyed from the one to the other: what is kept of a ballot then fits what the log tells.
 */
async function standing(
  { store, elsewhere }: Pick<OpenLog, 'store' | 'elsewhere'>,
  client: PoolClient,
  votes: boolean,
): Promise<LogSnapshot> {
  if (!elsewhere) return logSnapshot(client);
  if (votes) await holdVotes(client);
  const head = await store.head();
  return { head, checkpoints: await checkpointsIn(client) };
}

/** Everything beside the log; the keys go to their archive at once. */
async function beside(
  client: PoolClient,
  log: LogSnapshot,
  common: Pick<Header, 'backup' | 'at'>,
  now: Date,
  { write, progress }: BackingUp,
): Promise<Beside> {
  const list = (await listIn(client)) ?? null;
  const rows = rowsOf(await serviceRowsIn(client, now.getTime()), await votesIn(client));
  let keys = 0;
  const entries = async function* (): AsyncIterable<Entry> {
    for await (const of of keysIn(client)) {
      progress('keys', (keys += 1));
      yield { row: { row: 'key', of } };
    }
  };
  await write('keys', archived({ ...common, part: 'keys', list }, entries()));
  return { log, list, rows, keys };
}

function rowsOf({ tokens, refused, clock, seed }: ServiceRows, votes: readonly VoteCopy[]): LogRow[] {
  return [
    ...tokens.map((of) => ({ row: 'token' as const, of })),
    ...refused.map((of) => ({ row: 'refused' as const, of })),
    ...(clock ? [{ row: 'clock' as const, of: clock }] : []),
    ...(seed === undefined ? [] : [{ row: 'seed' as const, of: { seed } }]),
    ...votes.map((of) => ({ row: 'vote' as const, of })),
  ];
}
