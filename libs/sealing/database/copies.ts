/** The rows of sealing as copies of them are kept elsewhere: keys wrapped as they are, votes sealed as they are. */
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { KEY_ID } from '../../engine/ports/sealing.js';

const instant = z.iso.datetime({ offset: true });
const base64 = z.base64().max(10_000);

export const keyCopySchema = z.strictObject({
  id: z.string().regex(KEY_ID),
  purpose: z.string().min(1).max(40),
  /** Null for a key that was erased: its id stays, so that none is made in its place. */
  wrapped: z.strictObject({ master: z.string().min(1).max(40), bytes: base64 }).nullable(),
  createdAt: instant,
  erasedAt: instant.nullable(),
  /** Whether nothing of it was left in the files of the database that the copy was made from. */
  scrubbed: z.boolean(),
});
export type KeyCopy = z.infer<typeof keyCopySchema>;

export const voteCopySchema = z.strictObject({
  ballot: z.string().min(1).max(300),
  account: z.string().min(1).max(100),
  command: z.string().min(1).max(100),
  key: z.string().regex(KEY_ID),
  nonce: base64,
  bytes: base64,
});
export type VoteCopy = z.infer<typeof voteCopySchema>;

/** Rows sent to the server at once. */
const BATCH = 1_000;
/** In the place of a list's name, as long as not everything has been put back. */
const RESTORING = 'restoring';

/** Which list of erasures belongs to this database; undefined where no keys were ever opened. */
export async function listIn(client: ClientBase): Promise<string | undefined> {
  if (!(await isThere(client, 'sealing.installation'))) return undefined;
  const { rows } = await client.query<{ list: string }>('SELECT list FROM sealing.installation');
  return rows[0]?.list;
}

/** Every key, in order of the ids. */
export async function* keysIn(client: ClientBase): AsyncIterable<KeyCopy> {
  if (!(await isThere(client, 'sealing.keys'))) return;
  for (let after = ''; ;) {
    const { rows } = await client.query<KeyRow>(
      `SELECT id, purpose, master, wrapped, created_at, erased_at, scrubbed FROM sealing.keys
       WHERE id COLLATE "C" > $1 ORDER BY id COLLATE "C" LIMIT $2`,
      [after, BATCH],
    );
    for (const { id, purpose, master, wrapped, created_at, erased_at, scrubbed } of rows) {
      yield {
        id,
        purpose,
        wrapped: master === null || wrapped === null ? null : { master, bytes: wrapped.toString('base64') },
        createdAt: created_at.toISOString(),
        erasedAt: erased_at?.toISOString() ?? null,
        scrubbed,
      };
    }
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.id ?? '';
  }
}

interface KeyRow {
  readonly id: string;
  readonly purpose: string;
  readonly master: string | null;
  readonly wrapped: Buffer | null;
  readonly created_at: Date;
  readonly erased_at: Date | null;
  readonly scrubbed: boolean;
}

/** Whether there is a table of votes. Asked before a transaction, since asking in it is already looking. */
export function votesThere(client: ClientBase): Promise<boolean> {
  return isThere(client, 'sealing.votes');
}

/** Until the transaction ends, choices are neither put nor destroyed. It does not look at anything yet. */
export async function holdVotes(client: ClientBase): Promise<void> {
  await client.query('LOCK TABLE sealing.votes IN SHARE MODE');
}

/** The choices of ballots that are not closed, in an order that says nothing. */
export async function votesIn(client: ClientBase): Promise<VoteCopy[]> {
  if (!(await isThere(client, 'sealing.votes'))) return [];
  const { rows } = await client.query<Omit<VoteCopy, 'nonce' | 'bytes'> & { nonce: Buffer; bytes: Buffer }>(
    'SELECT ballot, account, command, key, nonce, bytes FROM sealing.votes ORDER BY ballot, account, command',
  );
  return rows.map((row) => ({ ...row, nonce: row.nonce.toString('base64'), bytes: row.bytes.toString('base64') }));
}

/** Whether this database has keys, votes or a list of erasures of its own. Its tables must be there. */
export async function sealingIsEmpty(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>(
    `SELECT NOT EXISTS (SELECT 1 FROM sealing.installation) AND NOT EXISTS (SELECT 1 FROM sealing.keys)
       AND NOT EXISTS (SELECT 1 FROM sealing.votes) AS empty`,
  );
  return rows[0]?.empty === true;
}

/** Begins to put rows back: until {@link restoredWith}, nobody can open the keys of this database. */
export async function beginRestoring(client: ClientBase, backup: string): Promise<void> {
  await client.query('INSERT INTO sealing.installation (list) VALUES ($1)', [`${RESTORING} ${backup}`]);
}

/** Everything has been put back: this list of erasures belongs to the database, or none does yet. */
export async function restoredWith(client: ClientBase, list: string | null): Promise<void> {
  if (list === null) await client.query('DELETE FROM sealing.installation');
  else await client.query('UPDATE sealing.installation SET list = $1', [list]);
}

/** Whether a database of this name of a list was left in the middle of being put back. */
export function isRestoring(list: string): boolean {
  return list.startsWith(`${RESTORING} `);
}

export async function putKeys(client: ClientBase, keys: AsyncIterable<KeyCopy>): Promise<void> {
  let batch: KeyCopy[] = [];
  const flush = async (): Promise<void> => {
    await client.query(
      `INSERT INTO sealing.keys (id, purpose, master, wrapped, created_at, erased_at, scrubbed)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[], $6::timestamptz[], $7::boolean[])`,
      [
        batch.map(({ id }) => id),
        batch.map(({ purpose }) => purpose),
        batch.map(({ wrapped }) => wrapped?.master ?? null),
        batch.map(({ wrapped }) => (wrapped ? Buffer.from(wrapped.bytes, 'base64') : null)),
        batch.map(({ createdAt }) => createdAt),
        batch.map(({ erasedAt }) => erasedAt),
        batch.map(({ scrubbed }) => scrubbed),
      ],
    );
    batch = [];
  };
  for await (const key of keys) {
    batch.push(key);
    if (batch.length === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
}

export async function putVotes(client: ClientBase, votes: readonly VoteCopy[]): Promise<void> {
  for (const { ballot, account, command, key, nonce, bytes } of votes) {
    await client.query(
      'INSERT INTO sealing.votes (ballot, account, command, key, nonce, bytes) VALUES ($1, $2, $3, $4, $5, $6)',
      [ballot, account, command, key, Buffer.from(nonce, 'base64'), Buffer.from(bytes, 'base64')],
    );
  }
}

async function isThere(client: ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: string | null }>('SELECT to_regclass($1)::text AS there', [table]);
  return (rows[0]?.there ?? null) !== null;
}
