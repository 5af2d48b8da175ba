import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { poolOf } from '../../tests/pool.js';
import { freshDatabase, describeWithPostgres, type FreshDatabase } from '../../tests/postgres.js';
import { unsealAll } from './crypto/seal-fields.js';
import { memorySealing, openSealing, openSimulatedSealing } from './open-sealing.js';
import { seededRandom } from './crypto/random.js';

const PLACE = { pointer: '/name', key: 'person:p1', purpose: 'person' } as const;
const MASTER = Buffer.alloc(32, 5).toString('hex');

describeWithPostgres('opening', () => {
  let database: FreshDatabase;
  let pool: Pool;
  let folder: string;
  beforeEach(async () => {
    database = await freshDatabase('opening');
    pool = poolOf(database.connectionString);
    folder = await mkdtemp(join(tmpdir(), 'hearth-opening-'));
  });
  afterEach(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  test('with nothing set, a folder of one’s own keeps master key and list for its owner alone, and what was sealed opens again', async () => {
    const first = await openSealing({ pool, environment: {}, folder });
    const fact = await first.sealer.seal({ name: '甲' }, [PLACE], 'f1');
    expect((await readdir(folder)).sort()).toEqual(['erasures', 'master.key']);
    for (const name of ['erasures', 'master.key']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const { keys } = await openSealing({ pool, environment: {}, folder });
    expect(await unsealAll(fact, { factId: 'f1', keys, may: () => true })).toEqual({ name: '甲' });
  });

  test('a database whose list of erasures or master key is gone is not served', async () => {
    await (await openSealing({ pool, environment: {}, folder })).keys.ensure('person:p1', 'person');
    await rm(join(folder, 'erasures'));
    await expect(openSealing({ pool, environment: {}, folder })).rejects.toThrow('list of erasures is missing');
    await rm(join(folder, 'master.key'));
    await expect(openSealing({ pool, environment: {}, folder })).rejects.toThrow('which is not given');
  });

  test('on a server of somebody’s own, master key and list must be set', async () => {
    const HEARTH_ERASURE_LIST = join(folder, 'list');
    await expect(openSealing({ pool, environment: { HEARTH_MASTER_KEY: MASTER } })).rejects.toThrow(
      'HEARTH_ERASURE_LIST must',
    );
    await expect(openSealing({ pool, environment: { HEARTH_ERASURE_LIST } })).rejects.toThrow('HEARTH_MASTER_KEY must');
    const { keys } = await openSealing({ pool, environment: { HEARTH_MASTER_KEY: MASTER, HEARTH_ERASURE_LIST } });
    expect((await keys.erase(['person:p1'])).erased).toEqual(['person:p1']);
    expect(await readdir(folder)).toEqual(['list']);
  });

  test('a simulation seals to the same bytes in memory and on PostgreSQL', async () => {
    const inMemory = await memorySealing(seededRandom('7')).sealer.seal({ name: '甲' }, [PLACE], 'f1');
    const inRows = await (await openSimulatedSealing(pool, '7')).sealer.seal({ name: '甲' }, [PLACE], 'f1');
    expect(inRows).toEqual(inMemory);
    const other = await memorySealing(seededRandom('8')).sealer.seal({ name: '甲' }, [PLACE], 'f1');
    expect(other).not.toEqual(inMemory);
  });
});
