import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { ballotBoxContract } from '../../../tests/contract/ballot-box.contract.js';
import { keysContract } from '../../../tests/contract/keys.contract.js';
import { poolOf } from '../../../tests/pool.js';
import { freshDatabase, describeWithPostgres, type FreshDatabase } from '../../../tests/postgres.js';
import { KeyErased } from '../../engine/ports/sealing.js';
import { PostgresBallotBox } from '../ballots/postgres-ballot-box.js';
import { erasuresInMemory, type ErasureList } from '../erasure/erasure-list.js';
import { PostgresKeys, type PostgresKeysOptions } from './postgres-keys.js';
import { masterOf, WrongMasterKey } from '../crypto/master-key.js';
import { seededRandom, systemRandom } from '../crypto/random.js';

const MASTER = masterOf(Buffer.alloc(32, 1));
const NEXT = masterOf(Buffer.alloc(32, 2), Buffer.alloc(32, 1));
const ONLY_NEXT = masterOf(Buffer.alloc(32, 2));

interface Under {
  readonly keys: PostgresKeys;
  readonly pool: Pool;
  readonly erasures: ErasureList;
  readonly reopen: (options?: Partial<PostgresKeysOptions>) => Promise<PostgresKeys>;
  readonly close: () => Promise<void>;
}

let database: FreshDatabase;

/** Keys in a database without any: as new, but for the time that making one takes. */
async function openKeys(): Promise<Under> {
  const pool = poolOf(database.connectionString);
  await pool.query('DROP SCHEMA IF EXISTS sealing CASCADE');
  const erasures = erasuresInMemory();
  const reopen = (options = {}) =>
    PostgresKeys.open({ pool, erasures, master: MASTER, random: systemRandom(), ...options });
  return { keys: await reopen(), pool, erasures, reopen, close: () => pool.end() };
}

describeWithPostgres('on PostgreSQL', () => {
  beforeAll(async () => {
    database = await freshDatabase('sealing');
  });
  afterAll(() => database.drop());

  keysContract('PostgreSQL', openKeys);
  ballotBoxContract('PostgreSQL', async () => {
    const under = await openKeys();
    return { ...under, box: new PostgresBallotBox(under.pool, under.keys, systemRandom()) };
  });
});

describeWithPostgres('keys in rows', () => {
  let under: Under;
  beforeAll(async () => {
    database = await freshDatabase('sealing');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    under = await openKeys();
  });
  afterEach(() => under.close());

  async function row(
    id: string,
  ): Promise<{ master: string | null; wrapped: Buffer | null; purpose: string } | undefined> {
    const { rows } = await under.pool.query('SELECT master, wrapped, purpose FROM sealing.keys WHERE id = $1', [id]);
    return rows[0];
  }

  test('keys last, and lie in their rows wrapped', async () => {
    const key = Buffer.from(await under.keys.ensure('person:a', 'person'));
    expect(Buffer.from((await (await under.reopen()).get('person:a')) ?? [])).toEqual(key);
    const { wrapped, purpose } = (await row('person:a')) ?? {};
    expect(wrapped?.byteLength).toBe(12 + 32 + 16);
    expect(wrapped?.includes(key)).toBe(false);
    expect(purpose).toBe('person');
  });

  test('two processes that make the same key get the same one', async () => {
    const other = await under.reopen();
    const both = await Promise.all([under.keys, other].map((keys) => keys.ensure('person:a', 'person')));
    expect(Buffer.from(both[0] ?? [])).toEqual(Buffer.from(both[1] ?? []));
  });

  test('under a seed the key is the one that memory derives', async () => {
    const random = seededRandom('7');
    const keys = await under.reopen({ random });
    expect(Buffer.from(await keys.ensure('person:a', 'person'))).toEqual(Buffer.from(random.bytes(32, 'person:a')));
  });

  test('a wrong master key is refused when opening, before anything is served', async () => {
    await under.keys.ensure('person:a', 'person');
    await expect(under.reopen({ master: ONLY_NEXT })).rejects.toThrow(WrongMasterKey);
  });

  test('a row copied over another’s does not open', async () => {
    await under.keys.ensure('person:a', 'person');
    await under.keys.ensure('person:b', 'person');
    await under.pool.query(
      `UPDATE sealing.keys SET wrapped = (SELECT wrapped FROM sealing.keys WHERE id = 'person:b') WHERE id = 'person:a'`,
    );
    await expect((await under.reopen()).get('person:a')).rejects.toThrow(WrongMasterKey);
  });

  test('after rotation and rewrap every key opens under the new master key alone', async () => {
    const key = Buffer.from(await under.keys.ensure('person:a', 'person'));
    await under.keys.erase(['person:gone']);
    const rotated = await under.reopen({ master: NEXT });
    await rotated.ensure('person:b', 'person');
    expect((await rotated.rewrap()).rewrapped).toBe(1);
    expect((await rotated.rewrap()).rewrapped).toBe(0);
    const after = await under.reopen({ master: ONLY_NEXT });
    expect(Buffer.from((await after.get('person:a')) ?? [])).toEqual(key);
    await expect(under.reopen({ master: MASTER })).rejects.toThrow(WrongMasterKey);
  });

  test('another process stops opening with an erased key once its short memory ends', async () => {
    const other = await under.reopen({ cache: { keys: 10, milliseconds: 0 } });
    await other.ensure('person:a', 'person');
    await under.keys.erase(['person:a']);
    expect(await other.get('person:a')).toBeUndefined();
    await expect(other.ensure('person:a', 'person')).rejects.toThrow(KeyErased);
  });

  test('a database restored from before an erasure has it applied before it serves', async () => {
    const key = await under.keys.ensure('person:a', 'person');
    await under.keys.ensure('person:b', 'person');
    const before = (await row('person:a')) ?? { wrapped: null, master: null };
    const { ballot, command } = { ballot: 'ballot-r.1', command: 'c' };
    const box = new PostgresBallotBox(under.pool, under.keys, systemRandom());
    await box.put({ ballot, account: 'a', command, choice: 1 });
    const { rows: votes } = await under.pool.query('SELECT * FROM sealing.votes');
    await under.keys.erase(['person:a']);
    await box.destroy(ballot);

    // The back-up's rows come back: the key as it was, and the vote.
    await under.pool.query(
      `UPDATE sealing.keys SET wrapped = $1, master = $2, erased_at = NULL, scrubbed = false WHERE id = 'person:a'`,
      [before.wrapped, before.master],
    );
    await under.pool.query('INSERT INTO sealing.votes SELECT * FROM json_populate_recordset(NULL::sealing.votes, $1)', [
      JSON.stringify(
        votes.map((vote) => ({
          ...vote,
          nonce: `\\x${vote.nonce.toString('hex')}`,
          bytes: `\\x${vote.bytes.toString('hex')}`,
        })),
      ),
    ]);
    expect(key.byteLength).toBe(32);

    const restored = await under.reopen();
    expect(await restored.get('person:a')).toBeUndefined();
    expect((await row('person:a'))?.wrapped).toBeNull();
    expect((await restored.get('person:b'))?.byteLength).toBe(32);
    expect((await under.pool.query('SELECT 1 FROM sealing.votes')).rowCount).toBe(0);
    expect((await restored.applyErasures()).erased).toEqual([]);
  });

  test('a key on the list that the restored database never had is refused as erased', async () => {
    await under.erasures.add(['person:later']);
    await expect((await under.reopen()).ensure('person:later', 'person')).rejects.toThrow(KeyErased);
  });

  test('without its list of erasures, with another’s, or with an older one, the database is not opened', async () => {
    await under.keys.erase(['person:a']);
    await expect(under.reopen({ erasures: erasuresInMemory() })).rejects.toThrow('missing');
    const foreign = erasuresInMemory();
    await foreign.begin(`list:${'00'.repeat(16)}`);
    await expect(under.reopen({ erasures: foreign })).rejects.toThrow('another installation');
    const older = erasuresInMemory();
    await older.begin((await under.erasures.identity()) ?? '');
    await expect(under.reopen({ erasures: older })).rejects.toThrow('lacks 1 keys');
  });

  test('the key is on the list before its row is destroyed', async () => {
    await under.keys.ensure('person:a', 'person');
    const full: ErasureList = { ...under.erasures, add: () => Promise.reject(new Error('disk full')) };
    const keys = await under.reopen({ erasures: full });
    await expect(keys.erase(['person:a'])).rejects.toThrow('disk full');
    expect((await row('person:a'))?.wrapped).not.toBeNull();
  });

  test('an erasure cut short after the list is finished at the next start', async () => {
    await under.keys.ensure('person:a', 'person');
    await under.erasures.add(['person:a']);
    await under.reopen();
    expect((await row('person:a'))?.wrapped).toBeNull();
  });

  test('votes that come in while their ballot closes leave no row behind', async () => {
    const box = new PostgresBallotBox(under.pool, under.keys, systemRandom());
    await box.put({ ballot: 'ballot-r.1', account: 'first', command: 'c', choice: 1 });
    // Closed by a process of its own, so that its statements do not wait behind those of the votes.
    const aside = poolOf(database.connectionString);
    const closing = await under.reopen({ pool: aside });
    const puts = Array.from({ length: 500 }, (_, index) =>
      box.put({ ballot: 'ballot-r.1', account: `a${index}`, command: `c${index}`, choice: 1 }),
    );
    const settled = Promise.allSettled(puts);
    await puts[0];
    await closing.erase(['ballot:ballot-r.1']);
    const refused = (await settled).filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
    await aside.end();
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused) expect(reason).toBeInstanceOf(KeyErased);
    expect((await under.pool.query('SELECT 1 FROM sealing.votes')).rowCount).toBe(0);
  });

  test('a vote that comes between the closing’s first statement and its commit waits, and is refused', async () => {
    const box = new PostgresBallotBox(under.pool, under.keys, systemRandom());
    await box.put({ ballot: 'ballot-r.1', account: 'a', command: 'c1', choice: 1 });
    const closing = await under.pool.connect();
    try {
      await closing.query('BEGIN');
      await closing.query('UPDATE sealing.keys SET wrapped = NULL, master = NULL, erased_at = now()');
      await closing.query('DELETE FROM sealing.votes');
      const put = box.put({ ballot: 'ballot-r.1', account: 'b', command: 'c2', choice: 1 });
      await Promise.all([expect(put).rejects.toThrow(KeyErased), sleep(100).then(() => closing.query('COMMIT'))]);
    } finally {
      closing.release();
    }
    expect((await under.pool.query('SELECT 1 FROM sealing.votes')).rowCount).toBe(0);
  });

  test('a vote under a key remembered from before the closing is refused', async () => {
    const other = await under.reopen({ cache: { keys: 10, milliseconds: 60_000 } });
    const late = new PostgresBallotBox(under.pool, other, systemRandom());
    await late.put({ ballot: 'ballot-r.1', account: 'a', command: 'c1', choice: 1 });
    await under.keys.erase(['ballot:ballot-r.1']);
    const put = late.put({ ballot: 'ballot-r.1', account: 'b', command: 'c2', choice: 1 });
    await expect(put).rejects.toThrow(KeyErased);
    expect((await under.pool.query('SELECT 1 FROM sealing.votes')).rowCount).toBe(0);
  });
});
