/** In which zone times are told: as the log says, a root at a time, else as it is configured. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { zoneIn } from '../../libs/runtime/roots.js';
import { postgresStore } from '../../libs/store/postgres/postgres-store.js';
import { house } from '../given.js';
import { poolOf } from '../pool.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';
import { hearth } from './hearth.js';
import { letters } from './letters.js';

describeWithPostgres('the zone of a log', () => {
  let database: FreshDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await freshDatabase('zone');
    pool = poolOf(database.connectionString);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const told = async (stream: string, zone: object = {}): Promise<readonly string[]> => {
    const environment = { DATABASE_URL: database.connectionString, ...zone };
    return (await hearth(environment, 'history', stream, '--lang', 'en')).out.split('\n').slice(0, 2);
  };

  test('is that of its cycles, before there is one of its programmes, and of each root its own', async () => {
    const store = await postgresStore({ pool });
    const north = await house('2024-07-01T09:00:00+02:00', 'north', { store });
    await north.units([['town', 'town']]);
    expect(await zoneIn(store)).toBeUndefined();
    const unit = 'unit-north.town';
    expect(await told(unit)).toEqual([
      `${unit}: 1 facts, times of UTC`,
      expect.stringMatching(/^0 {2}2024-07-01 07:00 {2}unitRegistered/),
    ]);
    expect((await told(unit, { HEARTH_ZONE: 'America/New_York' }))[1]).toContain('2024-07-01 03:00  unitRegistered');

    await north.service.publish('north', { ...letters, zone: 'Europe/Berlin' });
    expect(await zoneIn(store)).toBe('Europe/Berlin');
    await north.cycle('2024', { ...letters, zone: 'Europe/Lisbon' }, 'town');
    expect(await zoneIn(store, 'north')).toBe('Europe/Lisbon');
    expect((await told(unit, { HEARTH_ZONE: 'America/New_York' }))[1]).toContain('2024-07-01 08:00  unitRegistered');

    const east = await house('2024-07-01T16:00:00+08:00', 'east', { store });
    await east.units([['town', 'town']]);
    await east.cycle('2024', letters, 'town');
    expect([await zoneIn(store, 'east'), await zoneIn(store, 'north'), await zoneIn(store)]).toEqual([
      'Asia/Shanghai',
      'Europe/Lisbon',
      undefined,
    ]);
    expect((await told('cycle-east.2024'))[0]).toBe('cycle-east.2024: 1 facts, times of Asia/Shanghai');
    await store.close();
  });
});
