/** Everything that whoever has the data folder, and the server that runs on it, can look through. */
import type { Pool } from 'pg';
import type { Json } from '../../libs/engine/canonical/canonical-json.js';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import { isSealed } from '../../libs/engine/ports/sealing.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { unseal } from '../../libs/sealing/crypto/seal.js';
import { forms, scanFolder } from '../scan-folder.js';

type Secrets = Readonly<Record<string, string | Uint8Array>>;

/** Where `secrets` stand: `file secret` for every byte of the folder, `table secret` for every row, decompressed. */
export async function leaks(folder: string, pool: Pool, secrets: Secrets): Promise<string[]> {
  await pool.query('CHECKPOINT');
  const files = (await scanFolder(folder, secrets)).map(({ file, secret }) => `${file} ${secret}`);
  return [...new Set([...files, ...(await scanRows(pool, secrets))])];
}

/** Rows of every table of the database, the server's own too: statistics copy values. */
async function scanRows(pool: Pool, secrets: Secrets): Promise<string[]> {
  const needles = Object.entries(secrets).flatMap(([secret, value]) =>
    forms(value).map(([, bytes]) => ({ secret, text: bytes.toString('latin1') })),
  );
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE relkind IN ('r', 'm') ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    for (const { row } of rows) {
      const text = Buffer.from(row).toString('latin1');
      for (const needle of needles) if (text.includes(needle.text)) found.push(`${name} ${needle.secret}`);
    }
  }
  return found;
}

/** All that opens of a log with these keys, every key tried on every sealed value. */
export async function openable(store: EventStore, keys: Iterable<Uint8Array>): Promise<string> {
  const all = [...keys];
  const opened: Json[] = [];
  for await (const { bytes } of store.readLog()) {
    const { id: factId, data } = decodeEnvelope(bytes);
    for (const { pointer, value } of sealedIn(data, '')) {
      for (const key of all) {
        try {
          opened.push(unseal(value, key, { factId, pointer }));
        } catch {
          // Not this key.
        }
      }
    }
  }
  return JSON.stringify(opened);
}

type SealedAt = { readonly pointer: string; readonly value: Parameters<typeof unseal>[0] };

function sealedIn(value: Json, pointer: string): SealedAt[] {
  if (isSealed(value)) return [{ pointer, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sealedIn(inner as Json, `${pointer}/${name}`));
}
