/** Units that a table names and nobody has registered: shown as missing, and owing from when they are there. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { CYCLE, federation, type Federation } from '../shanghai/federation.js';
import { ALL, dumped, seen, type Seen } from './seen.js';

/** 15 April 2024 to 24:00 in Shanghai. */
const APRIL = '2024-04-15T16:00:00.000Z';

describeWithPostgres('a unit that annex 1 names', () => {
  let at: Seen;
  let all: Federation;
  beforeEach(async () => {
    at = await seen();
    all = await federation(1, { store: at.store });
  });
  afterEach(() => at.close());

  /** As the views have it that only followed; and built anew they have the same. */
  const owed = async (unit = 'putuo'): Promise<unknown[]> => {
    await at.views.catchUp();
    const asked = { ...ALL, cycle: CYCLE, limit: 500 };
    const { rows } = await at.views.queries.obligations(asked);
    const followed = await dumped(at.views);
    await at.views.rebuild();
    expect(await dumped(at.views)).toEqual(followed);
    return rows
      .filter((row) => row.unit === unit)
      .map(({ stream, lateFrom, missed, begun }) => [stream.split('-')[0], lateFrom, missed, begun]);
  };
  const places = async (unit: string, shown: object = { anywhere: true }): Promise<unknown> => {
    await at.views.catchUp();
    const rows = await at.views.queries.quotas({ ...ALL, shown: shown as typeof ALL.shown, cycle: CYCLE });
    return rows.find((row) => row.unit === unit);
  };
  const setUp = (command: string, more: object) => all.house.service.setUp('test', command, { unit: 'putuo' }, more);
  const register = () => setUp('registerUnit', { sort: 'district', name: '普陀', parent: 'shanghai' });

  test('owes nothing before it is registered, its roster and plans afterwards, and nothing once it is closed', async () => {
    expect(await owed()).toEqual([]);
    expect(await owed('xuhui')).toHaveLength(2);
    await register();
    const both = [
      ['roster', APRIL, false, false],
      ['sending', APRIL, false, false],
    ];
    expect(await owed()).toEqual(both);
    await setUp('closeUnit', { reason: '撤并' });
    expect(await owed()).toEqual([]);
    expect(await owed('xuhui')).toHaveLength(2);
    await setUp('reopenUnit', { reason: '恢复' });
    expect(await owed()).toEqual(both);
  });

  test('registered before its places are given, or in the same breath as its roster is opened, owes the same', async () => {
    await register();
    const { office, house } = all;
    const quota = (places: number) =>
      house.accepts(undefined, 'giveQuota', { cycle: CYCLE }, office, { quota: 'apply', unit: 'putuo', places });
    await quota(0);
    expect(await owed()).toEqual([]);
    await quota(3);
    expect(await owed()).toHaveLength(2);
    await house.units([['jingan', 'district', 'shanghai']]);
    await house.accepts(CYCLE, 'openRoster', { unit: 'jingan' }, await house.actor('clerk', 'jingan'));
    expect(await owed('jingan')).toEqual([
      ['roster', APRIL, false, true],
      ['sending', APRIL, false, true],
    ]);
  });

  test('registered when the date had passed has missed nothing, begun or not; nor when it is opened again', async () => {
    const { house } = all;
    house.at('2024-04-20T09:00:00+08:00');
    await register();
    // What is missed as it stands waits for no timer.
    const waiting = async (): Promise<string[]> => {
      const { rows } = await at.views.queries.dueBetween({ to: '2024-06-01T00:00:00.000Z', limit: 500 });
      return rows.map(({ stream }) => stream).filter((stream) => stream.endsWith('putuo'));
    };
    expect((await owed()).map((row) => (row as unknown[])[2])).toEqual([true, true]);
    expect(await waiting()).toEqual([]);
    await house.accepts(CYCLE, 'openRoster', { unit: 'putuo' }, await house.actor('clerk', 'putuo'));
    expect(await owed()).toContainEqual(['roster', APRIL, true, true]);
    expect(await waiting()).toEqual([]);
    await setUp('closeUnit', { reason: '撤并' });
    expect(await owed()).toContainEqual(['roster', APRIL, true, true]);
    expect(await waiting()).toEqual([]);
    await setUp('reopenUnit', { reason: '恢复' });
    expect(await owed()).toContainEqual(['roster', APRIL, true, true]);
    expect(await waiting()).toEqual([]);
  });

  test('stands among the places as not registered, for those who see the cycle’s own unit; closed, as closed', async () => {
    const city = { any: [{ subtree: 'shanghai' }] };
    const row = { unit: 'putuo', quota: 'apply', places: 8, used: 0, strength: 'hard', to: 'apply' };
    expect(await places('putuo', city)).toEqual({ ...row, missing: 'unregistered' });
    expect(await places('putuo', { any: [{ subtree: 'pudong' }] })).toBeUndefined();
    expect(await places('putuo', { any: [{ above: 'shanghai' }] })).toBeUndefined();
    expect(await places('pudong', city)).not.toHaveProperty('missing');
    await register();
    expect(await places('putuo', city)).toEqual(row);
    await setUp('closeUnit', { reason: '撤并' });
    expect(await places('putuo', city)).toEqual({ ...row, missing: 'closed' });
  });
});
