import type { ClientBase, Pool } from 'pg';
import {
  KeyErased,
  type ErasureReport,
  type KeyPurpose,
  type Keys,
  type PhysicalStep,
  type RandomSource,
} from '../../engine/ports/sealing.js';
import { KEY_BYTES } from '../crypto/aes.js';
import { BadErasureList, type ErasureList } from '../erasure/erasure-list.js';
import { KeyCache } from './key-cache.js';
import { KeyBatcher, type WantedKey } from './key-batch.js';
import { isRestoring, listIn } from '../database/copies.js';
import { checkKeyIds } from './memory-keys.js';
import { WrongMasterKey, type Master } from '../crypto/master-key.js';
import { migrate } from '../../postgres/migrations.js';
import { transaction } from '../../postgres/transactions.js';
import { translateErrors } from '../../postgres/errors.js';
import { scrub } from '../erasure/scrub.js';
import { sealingSchema } from '../database/schema.js';
import { withSealingLock } from '../database/sealing-lock.js';

export interface PostgresKeysOptions {
  readonly pool: Pool;
  readonly master: Master;
  readonly random: RandomSource;
  readonly erasures: ErasureList;
  /** Keys held in memory, and for how long: the time another process may go on opening with a key erased here. */
  readonly cache?: { readonly keys: number; readonly milliseconds: number };
}

const CACHE = { keys: 10_000, milliseconds: 5_000 };
const BATCH = 1_000;

/** Steps that a later try may still do; the others describe the server. */
const REPEATABLE: ReadonlySet<PhysicalStep['step']> = new Set(['rows', 'tables', 'checkpoint', 'oldLog']);

/** Keys as rows of PostgreSQL, outside the log, wrapped by a master key that is not in the database. */
export class PostgresKeys implements Keys {
  readonly #options: PostgresKeysOptions;
  readonly #cache: KeyCache;
  readonly #gathering = new KeyBatcher((wanted) => this.#fetch(wanted));

  private constructor(options: PostgresKeysOptions) {
    this.#options = options;
    const { keys, milliseconds } = options.cache ?? CACHE;
    this.#cache = new KeyCache(keys, milliseconds, () => performance.now());
  }

  /**
   * Opens the keys of a database, making its tables when there are none. What the list of erasures holds is destroyed
   * before this returns, so that a restored database serves nobody who was erased.
   * @throws {WrongMasterKey} some keys are wrapped by a master key that is not given.
   * @throws {BadErasureList} the list is missing, of another installation, or older than the database.
   */
  static async open(options: PostgresKeysOptions): Promise<PostgresKeys> {
    const keys = new PostgresKeys(options);
    await withSealingLock(options.pool, async (client) => {
      await migrate(client, sealingSchema);
      await keys.#checkMaster(client);
      await keys.#checkList(client);
    });
    await keys.applyErasures();
    return keys;
  }

  async get(keyId: string): Promise<Uint8Array | undefined> {
    checkKeyIds([keyId]);
    return this.#cache.get(keyId) ?? (await this.#read(keyId));
  }

  async ensure(keyId: string, purpose: KeyPurpose): Promise<Uint8Array> {
    checkKeyIds([keyId]);
    return this.#cache.get(keyId) ?? this.#gathering.want(keyId, purpose);
  }

  /** As {@link Keys.erase}; also destroys the votes sealed under the keys. The keys are on the list before a row is touched. */
  async erase(keyIds: readonly string[]): Promise<ErasureReport> {
    checkKeyIds(keyIds);
    const ids = [...new Set(keyIds)];
    return withSealingLock(this.#options.pool, async (client) => {
      const listed = await this.#options.erasures.read();
      await this.#options.erasures.add(ids.filter((id) => !listed.has(id)));
      return this.#destroy(client, ids);
    });
  }

  /** Destroys every key on the list of erasures that is not destroyed yet, and finishes what a crash interrupted. */
  async applyErasures(): Promise<ErasureReport> {
    return withSealingLock(this.#options.pool, async (client) =>
      this.#destroy(client, [...(await this.#options.erasures.read())]),
    );
  }

  /** Wraps every key anew under the current master key, and removes the old wrappings. @returns how many. */
  async rewrap(): Promise<{ readonly rewrapped: number; readonly steps: readonly PhysicalStep[] }> {
    const { pool, master, random } = this.#options;
    return withSealingLock(pool, async (client) => {
      let rewrapped = 0;
      for (let more = true; more;) {
        const rows = await transaction(client, async () => {
          const old = await client.query<{ id: string; master: string; wrapped: Buffer }>(
            'SELECT id, master, wrapped FROM sealing.keys WHERE master <> $1 LIMIT $2 FOR UPDATE',
            [master.current, BATCH],
          );
          for (const { id, wrapped, master: by } of old.rows) {
            const { bytes } = master.wrap(id, master.unwrap(id, { master: by, bytes: wrapped }), random);
            await client.query('UPDATE sealing.keys SET master = $2, wrapped = $3 WHERE id = $1', [
              id,
              master.current,
              bytes,
            ]);
          }
          return old.rows.length;
        });
        rewrapped += rows;
        more = rows === BATCH;
      }
      return { rewrapped, steps: rewrapped === 0 ? [] : await scrub(client) };
    });
  }

  async #read(keyId: string): Promise<Uint8Array | undefined> {
    const found = (await this.#rows([keyId])).get(keyId);
    if (found instanceof Error && !(found instanceof KeyErased)) throw found;
    return found instanceof Uint8Array ? found : undefined;
  }

  /** What is kept of each: the key, {@link KeyErased}, or why it does not open. Those that were never made are not there. */
  async #rows(keyIds: readonly string[]): Promise<Map<string, Uint8Array | Error>> {
    const { rows } = await translateErrors(() =>
      this.#options.pool.query<{ id: string; master: string | null; wrapped: Buffer | null }>({
        name: 'hearth-keys',
        text: 'SELECT id, master, wrapped FROM sealing.keys WHERE id = ANY($1::text[])',
        values: [keyIds],
      }),
    );
    return new Map(rows.map(({ id, master, wrapped }) => [id, this.#opened(id, master, wrapped)]));
  }

  #opened(id: string, master: string | null, wrapped: Buffer | null): Uint8Array | Error {
    if (wrapped === null || master === null) return new KeyErased(id);
    try {
      const key = this.#options.master.unwrap(id, { master, bytes: wrapped });
      this.#cache.put(id, key);
      return key;
    } catch (error) {
      return error as Error;
    }
  }

  /** The keys, made where there are none. */
  async #fetch(wanted: readonly WantedKey[]): Promise<Map<string, Uint8Array | Error>> {
    const ids = wanted.map(({ keyId }) => keyId);
    const there = await this.#rows(ids);
    const missing = wanted.filter(({ keyId }) => !there.has(keyId));
    const made = missing.length === 0 ? new Map<string, Uint8Array>() : await this.#make(missing);
    // Another process was first: its key is the one, unless it was erased meanwhile.
    const others = missing.filter(({ keyId }) => !made.has(keyId)).map(({ keyId }) => keyId);
    if (others.length > 0) for (const [id, row] of await this.#rows(others)) there.set(id, row);
    return new Map(ids.map((id) => [id, made.get(id) ?? there.get(id) ?? new KeyErased(id)]));
  }

  /** Those that nobody else made first. */
  async #make(missing: readonly WantedKey[]): Promise<Map<string, Uint8Array>> {
    const { pool, master, random } = this.#options;
    // In one order for everybody, so that no two processes wait for each other.
    const sorted = [...missing].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
    const fresh = new Map(sorted.map(({ keyId }) => [keyId, random.bytes(KEY_BYTES, keyId)]));
    const wrapped = [...fresh].map(([keyId, key]) => master.wrap(keyId, key, random));
    const { rows } = await translateErrors(() =>
      pool.query<{ id: string }>({
        name: 'hearth-new-keys',
        text: `INSERT INTO sealing.keys (id, purpose, master, wrapped)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) ON CONFLICT (id) DO NOTHING RETURNING id`,
        values: [
          sorted.map(({ keyId }) => keyId),
          sorted.map(({ purpose }) => purpose),
          wrapped.map((each) => each.master),
          wrapped.map(({ bytes }) => Buffer.from(bytes)),
        ],
      }),
    );
    const made = new Map(rows.map(({ id }) => [id, fresh.get(id) as Uint8Array]));
    for (const [id, key] of made) this.#cache.put(id, key);
    return made;
  }

  async #destroy(client: ClientBase, ids: readonly string[]): Promise<ErasureReport> {
    const erased: string[] = [];
    for (let from = 0; from < ids.length; from += BATCH)
      erased.push(...(await destroyRows(client, ids.slice(from, from + BATCH))));
    this.#cache.drop(ids);
    const steps: PhysicalStep[] = [{ step: 'rows', done: true }];
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM sealing.keys WHERE erased_at IS NOT NULL AND NOT scrubbed',
    );
    if (rows.length > 0) {
      steps.push(...(await scrub(client)));
      const lasting = steps.every(({ step, done }) => done || !REPEATABLE.has(step));
      if (lasting)
        await client.query('UPDATE sealing.keys SET scrubbed = true WHERE id = ANY($1)', [rows.map(({ id }) => id)]);
    }
    return { erased, steps, complete: steps.every(({ done }) => done) };
  }

  async #checkMaster(client: ClientBase): Promise<void> {
    const { rows } = await client.query<{ master: string }>(
      'SELECT DISTINCT master FROM sealing.keys WHERE wrapped IS NOT NULL',
    );
    const unknown = rows.filter(({ master }) => !this.#options.master.knows(master)).map(({ master }) => master);
    if (unknown.length > 0)
      throw new WrongMasterKey(
        `keys of this database are wrapped by master key ${unknown.join(', ')}, which is not given`,
      );
  }

  async #checkList(client: ClientBase): Promise<void> {
    const { erasures, random } = this.#options;
    const known = await listIn(client);
    if (known !== undefined && isRestoring(known))
      throw new BadErasureList('restoring this database was not finished: drop it, and restore again');
    const found = await erasures.identity();
    if (known === undefined) {
      const identity = found ?? `list:${Buffer.from(random.bytes(16, 'erasure list')).toString('hex')}`;
      if (found === undefined) await erasures.begin(identity);
      await client.query('INSERT INTO sealing.installation (list) VALUES ($1)', [identity]);
      return;
    }
    if (found === undefined)
      throw new BadErasureList('the list of erasures is missing: without it, erased persons could come back');
    if (found !== known) throw new BadErasureList('the list of erasures belongs to another installation');
    const listed = await erasures.read();
    const destroyed = await client.query<{ id: string }>('SELECT id FROM sealing.keys WHERE erased_at IS NOT NULL');
    const lost = destroyed.rows.filter(({ id }) => !listed.has(id)).length;
    if (lost > 0)
      throw new BadErasureList(`the list of erasures lacks ${lost} keys that this database knows as erased`);
  }
}

/** Overwrites and empties the rows, leaving the ids so that no key is made for them again. @returns those not erased before. */
async function destroyRows(client: ClientBase, ids: readonly string[]): Promise<string[]> {
  return transaction(client, async () => {
    const never = await client.query<{ id: string }>(
      `INSERT INTO sealing.keys (id, purpose, erased_at)
       SELECT id, split_part(id, ':', 1), now() FROM unnest($1::text[]) AS id ON CONFLICT (id) DO NOTHING RETURNING id`,
      [ids],
    );
    // Waits for votes that are being put under these keys, so that the next statement sees them.
    const there = await client.query<{ id: string }>(
      `UPDATE sealing.keys SET wrapped = NULL, master = NULL, erased_at = now(), scrubbed = false
       WHERE id = ANY($1) AND erased_at IS NULL RETURNING id`,
      [ids],
    );
    await client.query('DELETE FROM sealing.votes WHERE key = ANY($1)', [ids]);
    return [...there.rows, ...never.rows].map(({ id }) => id);
  });
}
