import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { openTokens, type TokenGrant, type Tokens } from '../../libs/runtime/tokens.js';
import { seededRandom, systemRandom } from '../../libs/sealing/crypto/random.js';
import { openPool } from '../../libs/postgres/connection.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';

const clerk: TokenGrant = {
  root: 'test',
  account: 'clerk-pudong',
  role: 'clerk',
  unit: 'pudong',
  grant: 'g-clerk-pudong',
  kind: 'bearer',
  label: 'import program',
};

describeWithPostgres('tokens', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let tokens: Tokens;

  beforeAll(async () => {
    database = await freshDatabase('tokens');
    pool = openPool(database.connectionString, 4).on('error', () => undefined);
    tokens = await openTokens(pool, systemRandom());
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test('a token is found by its text, and by nothing like it', async () => {
    const { token, text } = await tokens.create(clerk);
    expect(text).toMatch(/^hth_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(await tokens.find(text)).toEqual(token);
    expect(token).toMatchObject(clerk);
    const other = text.endsWith('A') ? 'B' : 'A';
    for (const wrong of [text.slice(0, -1) + other, text.slice(0, -1), `${text}A`, text.toUpperCase(), '', 'hth_'])
      expect(await tokens.find(wrong)).toBeUndefined();
  });

  test('neither the text nor its secret lies in the database', async () => {
    const { text } = await tokens.create(clerk);
    const secret = text.split('_').slice(2).join('_');
    const { rows } = await pool.query<{ row: string }>('select t::text as row from service.tokens t');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      expect(row).not.toContain(secret);
      expect(row).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
      expect(row).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  test('a revoked token is found no more, at once here and within a second by another process', async () => {
    const elsewhere = await openTokens(pool, systemRandom());
    const { token, text } = await tokens.create(clerk);
    expect(await elsewhere.find(text)).toEqual(token);
    expect(await tokens.revoke('other', token.id)).toBe(false);
    expect(await tokens.find(text)).toEqual(token);
    expect(await tokens.revoke('test', token.id)).toBe(true);
    const since = performance.now();
    expect(await tokens.find(text)).toBeUndefined();
    while ((await elsewhere.find(text)) !== undefined) expect(performance.now() - since).toBeLessThan(1_500);
    expect(await tokens.revoke('test', token.id)).toBe(false);
    expect((await tokens.list('test')).find(({ id }) => id === token.id)?.revokedAt).toBeDefined();
    expect(await tokens.list('other')).toEqual([]);
  });

  test('a source of chance that repeats itself gives two tokens all the same', async () => {
    const seeded = await openTokens(pool, seededRandom('tokens'));
    const first = await seeded.create(clerk);
    const second = await seeded.create(clerk);
    expect(second.text).not.toBe(first.text);
    expect((await seeded.find(first.text))?.id).toBe(first.token.id);
  });

  test('what could stand in no command makes no token', async () => {
    await expect(tokens.create({ ...clerk, account: 'Clerk Pudong' })).rejects.toThrow(/account/);
    await expect(tokens.create({ ...clerk, label: 'x'.repeat(201) })).rejects.toThrow(/label/);
  });
});
