import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { freshDatabase, describeWithPostgres, type FreshDatabase } from '../../../tests/postgres.js';
import { poolOf } from '../../../tests/pool.js';
import { scanFolder } from '../../../tests/scan-folder.js';
import { ballotKeyId } from '../ballots/ballot-box.js';
import { PostgresBallotBox } from '../ballots/postgres-ballot-box.js';
import { erasuresInMemory, type ErasureList } from './erasure-list.js';
import { sealFields, unsealAll } from '../crypto/seal-fields.js';
import { PostgresKeys } from '../keys/postgres-keys.js';
import { masterOf } from '../crypto/master-key.js';
import { systemRandom } from '../crypto/random.js';
import { scrub } from './scrub.js';

const BALLOT = 'ballot-r.1';

describeWithPostgres('no byte is left', () => {
  const random = systemRandom();
  let database: FreshDatabase;
  let pool: Pool;
  let keys: PostgresKeys;
  let folder: string;
  const master = masterOf(randomBytes(32));
  let erasures: ErasureList;

  beforeEach(async () => {
    database = await freshDatabase('erasure');
    pool = poolOf(database.connectionString);
    erasures = erasuresInMemory();
    keys = await PostgresKeys.open({ pool, random, master, erasures });
    const { rows } = await pool.query<{ data_directory: string }>('SHOW data_directory');
    folder = rows[0]?.data_directory ?? '';
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
  });

  async function wrapped(keyId: string): Promise<Buffer> {
    const { rows } = await pool.query<{ wrapped: Buffer }>('SELECT wrapped FROM sealing.keys WHERE id = $1', [keyId]);
    return rows[0]?.wrapped ?? Buffer.alloc(0);
  }

  /** Many keys around, statistics taken, pages and log on the disk: as after some use. */
  async function used(): Promise<void> {
    await Promise.all(Array.from({ length: 300 }, (_, index) => keys.ensure(`person:other${index}`, 'person')));
    await pool.query('ANALYZE');
    await pool.query('CHECKPOINT');
  }

  test('of an erased person: neither what was written nor the wrapped key, in any file', async () => {
    await pool.query('CREATE TABLE facts (data jsonb)');
    const canary = `张三${randomBytes(12).toString('hex')}`;
    const place = { pointer: '/name', key: 'person:p1', purpose: 'person' } as const;
    const fact = await sealFields({ name: canary }, [place], { keys, random, factId: 'f1' });
    await pool.query('INSERT INTO facts VALUES ($1)', [JSON.stringify(fact)]);
    await used();
    // Thirty at once: statistics hold one key in three, and a page that is tidied up covers some of what was there.
    const erased = ['person:p1', ...Array.from({ length: 29 }, (_, index) => `person:other${index}`)];
    const rows = await Promise.all(erased.map(async (id) => [`wrapped ${id}`, await wrapped(id)] as const));
    const key = Buffer.from((await keys.get('person:p1')) ?? []);
    const secrets = { canary, key, ...Object.fromEntries(rows) };
    // What makes the emptiness below mean something: before the erasure the wrapped key is found, and only it.
    const before = await scanFolder(folder, secrets);
    expect(new Set(before.map(({ secret }) => secret))).toEqual(new Set(rows.map(([name]) => name)));
    expect(await unsealAll(fact, { factId: 'f1', keys, may: () => true })).toEqual({ name: canary });

    const report = await keys.erase(erased);

    expect(report.complete).toBe(true);
    expect([...report.erased].sort()).toEqual([...erased].sort());
    expect(await scanFolder(folder, secrets)).toEqual([]);
    const facts = await pool.query<{ data: typeof fact }>('SELECT data FROM facts');
    expect(await unsealAll(facts.rows[0]?.data ?? null, { factId: 'f1', keys, may: () => true })).toEqual({
      name: { $erased: { key: 'person:p1' } },
    });
    expect(await keys.get('person:other30')).toBeDefined();
  });

  test.each([
    ['as text', (canary: string) => canary],
    ['in hexadecimal', (canary: string) => Buffer.from(canary).toString('hex')],
    ['in base64, behind something else', (canary: string) => Buffer.from(`x${canary}`).toString('base64')],
  ])('a plaintext copy planted somewhere %s is found after the erasure', async (_how, copy) => {
    const canary = `李四${randomBytes(12).toString('hex')}`;
    await keys.ensure('person:p1', 'person');
    await pool.query('CREATE TABLE copies (note text)');
    await pool.query('INSERT INTO copies VALUES ($1)', [copy(canary)]);
    await keys.erase(['person:p1']);
    const found = await scanFolder(folder, { canary });
    expect(found.some(({ file }) => file.startsWith('base/'))).toBe(true);
  });

  test('of a closed ballot: no row, no account, no key', async () => {
    const box = new PostgresBallotBox(pool, keys, random);
    const accounts = Array.from({ length: 60 }, () => `account-${randomBytes(8).toString('hex')}`);
    for (const account of accounts) await box.put({ ballot: BALLOT, account, command: `c-${account}`, choice: 'yes' });
    await used();
    const { rows } = await pool.query<{ bytes: Buffer }>('SELECT bytes FROM sealing.votes ORDER BY account LIMIT 1');
    const secrets = {
      account: accounts[30] ?? '',
      row: rows[0]?.bytes ?? Buffer.alloc(0),
      wrapped: await wrapped(ballotKeyId(BALLOT)),
    };
    const before = new Set((await scanFolder(folder, secrets)).map(({ secret }) => secret));
    expect([...before].sort()).toEqual(['account', 'row', 'wrapped']);

    expect((await box.destroy(BALLOT)).complete).toBe(true);

    expect(await scanFolder(folder, secrets)).toEqual([]);
  });

  test('of wrappings under a master key that was replaced', async () => {
    const [old, next] = [randomBytes(32), randomBytes(32)];
    const erasures = erasuresInMemory();
    const fresh = await freshDatabase('rotation');
    const own = poolOf(fresh.connectionString);
    try {
      const before = await PostgresKeys.open({ pool: own, random, erasures, master: masterOf(old) });
      await before.ensure('person:p1', 'person');
      const { rows } = await own.query<{ wrapped: Buffer }>('SELECT wrapped FROM sealing.keys');
      const after = await PostgresKeys.open({ pool: own, random, erasures, master: masterOf(next, old) });
      const { steps } = await after.rewrap();
      expect(steps).not.toEqual([]);
      expect(steps.filter(({ done }) => !done)).toEqual([]);
      expect(await scanFolder(folder, { wrapped: rows[0]?.wrapped ?? '' })).toEqual([]);
    } finally {
      await own.end();
      await fresh.drop();
    }
  });

  test('of a person whose erasure was cut short after the row was emptied: the next start finishes it', async () => {
    await keys.ensure('person:p1', 'person');
    const secret = { wrapped: await wrapped('person:p1') };
    await erasures.add(['person:p1']);
    await pool.query(`UPDATE sealing.keys SET wrapped = NULL, master = NULL, erased_at = now() WHERE id = 'person:p1'`);
    expect((await scanFolder(folder, secret)).length).toBeGreaterThan(0);
    await PostgresKeys.open({ pool, random, master, erasures });
    expect(await scanFolder(folder, secret)).toEqual([]);
  });

  test('an older transaction that still sees the row keeps it, and the report says so', async () => {
    await keys.ensure('person:p1', 'person');
    const secret = { wrapped: await wrapped('person:p1') };
    const reader = await pool.connect();
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await reader.query('SELECT count(*) FROM pg_class');
    const client = await pool.connect();
    try {
      await client.query(`UPDATE sealing.keys SET wrapped = NULL WHERE id = 'person:p1'`);
      const steps = await scrub(client, { lock: 1_000, snapshots: 300 });
      expect(steps.find(({ step }) => step === 'tables')).toMatchObject({ done: false });
      expect((await scanFolder(folder, secret)).length).toBeGreaterThan(0);
      await reader.query('COMMIT');
      const again = await scrub(client);
      expect(again).toHaveLength(steps.length);
      expect(again.filter(({ done }) => !done)).toEqual([]);
      expect(await scanFolder(folder, secret)).toEqual([]);
    } finally {
      reader.release();
      client.release();
    }
  });

  test('as an ordinary user of somebody’s server: the rows are gone, and the report names what was not done', async () => {
    const role = `plain_${randomBytes(6).toString('hex')}`;
    const password = randomBytes(12).toString('hex');
    const { rows } = await pool.query<{ name: string }>('SELECT current_database() AS name');
    await pool.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    await pool.query(`GRANT CREATE ON DATABASE ${rows[0]?.name} TO ${role}`);
    await pool.query('DROP SCHEMA sealing CASCADE');
    const url = new URL(database.connectionString);
    url.username = role;
    url.password = password;
    const plain = poolOf(url.href);
    try {
      const theirs = await PostgresKeys.open({
        pool: plain,
        random,
        master: masterOf(randomBytes(32)),
        erasures: erasuresInMemory(),
      });
      await theirs.ensure('person:p1', 'person');
      const report = await theirs.erase(['person:p1']);
      const done = Object.fromEntries(report.steps.map((step) => [step.step, step.done]));
      expect(done).toMatchObject({ rows: true, tables: true, checkpoint: false, oldLog: false });
      expect(report.complete).toBe(false);
      expect(report.steps.find(({ step }) => step === 'checkpoint')?.why).toMatch(/permission denied/);
    } finally {
      await plain.end();
      await pool.query(`DROP OWNED BY ${role} CASCADE`);
      await pool.query(`DROP ROLE ${role}`);
    }
  });
});
