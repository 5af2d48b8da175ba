/** Two levels, two years, two editions: what a register, a quota and a list of plaques show. By hand. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decided, federation, nextYear, REMOVAL, type Begun } from '../beijing/federation.js';
import { describeWithPostgres } from '../postgres.js';
import { ALL, dumped, seen, type Seen } from './seen.js';

describeWithPostgres('demonstration homes of a city and its districts', () => {
  let at: Seen;
  let begun: Begun;
  beforeAll(async () => {
    at = await seen();
    begun = await decided(await federation({ store: at.store }));
    await at.views.catchUp();
  });
  afterAll(() => at.close());

  test('places of the city count what the city’s assessment recognised; a quota that no guard counts shows none', async () => {
    const rows = await at.views.queries.quotas({ ...ALL, cycle: '2024' });
    const award = { to: 'award' };
    expect(rows.filter(({ unit }) => unit === 'beijing')).toEqual([
      { ...award, unit: 'beijing', quota: 'cityPlaces', places: 160, used: 2, strength: 'hard' },
    ]);
    expect(rows.filter(({ unit }) => unit === 'dongcheng')).toEqual([
      { ...award, unit: 'dongcheng', quota: 'cityPlacesByDistrict', places: 10, strength: 'soft' },
    ]);
    expect(rows).toHaveLength(17);
  });

  test('a district’s own number, and its own assessment, beside the city’s', async () => {
    const { service, people } = begun;
    const district = { level: 'district', unit: 'dongcheng' };
    const forms = { cityForm: true, asksTownshipParty: false, asksDistrict: false };
    await service.accepts('2024', 'openDistrictAssessment', district, people.dongcheng, forms);
    await service.accepts(undefined, 'giveQuota', { cycle: '2024' }, people.office, {
      quota: 'districtPlaces',
      unit: 'dongcheng',
      places: 3,
    });
    await at.views.catchUp();
    const rows = await at.views.queries.quotas({ ...ALL, cycle: '2024' });
    expect(rows.filter(({ quota }) => quota === 'districtPlaces')).toEqual([
      { to: 'award', unit: 'dongcheng', quota: 'districtPlaces', places: 3, used: 0, strength: 'hard' },
    ]);
    expect(rows.find(({ quota }) => quota === 'cityPlaces')).toMatchObject({ used: 2 });
  });

  test('the register: entered by the decision, left by a removal in the next year; plaques outlive the cycle', async () => {
    const { queries } = at.views;
    const register = async (): Promise<unknown[]> => {
      await at.views.catchUp();
      const { rows } = await queries.registers({ ...ALL, standing: 'cityDemonstration' });
      return rows.map(({ home, unit, since, loaded }) => [home, unit, since, loaded]);
    };
    expect(await register()).toEqual([
      ['guozijian', 'guozijian-community', '2024-12-18', false],
      ['xihai', 'xihai-community', '2024-12-18', false],
    ]);
    const { service, people } = await nextYear(begun);
    await service.accepts('2025', 'removePlaque', { level: 'city', home: 'guozijian' }, people.dongcheng, REMOVAL);
    await service.accepts('2025', 'reRecognise', { level: 'city', home: 'xihai' }, people.xicheng, { visited: true });
    expect(await register()).toEqual([['xihai', 'xihai-community', '2024-12-18', false]]);
    const { rows } = await queries.subjects({ ...ALL, category: 'plaque' });
    expect(rows.map(({ stream, cycle, stage }) => [stream, cycle, stage])).toEqual([
      ['plaque-test.city.guozijian', undefined, 'removed'],
      ['plaque-test.city.xihai', undefined, 'held.reRecognised'],
    ]);
    expect((await queries.cycles(ALL)).rows.map(({ cycle, edition }) => [cycle, edition])).toEqual([
      ['2024', '2024'],
      ['2025', expect.not.stringMatching(/^2024$/)],
    ]);
    expect((await queries.programmes(ALL)).rows).toHaveLength(2);
  });

  test('a plaque is owed by the date of a later year than its own, in that year’s list, with its reminders', async () => {
    const { service, people } = begun;
    const owed = async (cycle: string): Promise<unknown[]> => {
      await at.views.catchUp();
      const live = await dumped(at.views);
      const { rows } = await at.views.queries.obligations({ ...ALL, cycle, deadline: 'reRecognition' });
      await at.views.rebuild();
      expect(await dumped(at.views)).toEqual(live);
      return rows.map(({ stream, lateFrom, nextStep, nextAt }) => [stream, lateFrom, nextStep, nextAt]);
    };
    const give = (cycle: string, date: string) =>
      service.accepts(undefined, 'giveDeadline', { cycle }, people.office, {
        ...{ deadline: 'reRecognition', date, time: '24:00' },
      });
    const plaque = 'plaque-test.city.xihai';
    const undo = { reason: '有误' };
    await service.accepts('2025', 'undoReRecognition', { level: 'city', home: 'xihai' }, people.xicheng, undo);
    // That of the plaques of 2023: this one was recognised in 2024.
    await give('2024', '2025-10-31');
    expect(await owed('2024')).toEqual([]);
    await give('2025', '2025-11-30');
    const due = [plaque, '2025-11-30T16:00:00.000Z'];
    expect(await owed('2025')).toEqual([[...due, undefined, undefined]]);
    const reminders = { before: [{ days: 3, time: '09:00' }] };
    await service.accepts(undefined, 'giveReminders', { cycle: '2025' }, people.office, reminders);
    expect(await owed('2025')).toEqual([[...due, 'before-3', '2025-11-27T01:00:00.000Z']]);
    await service.accepts('2025', 'reRecognise', { level: 'city', home: 'xihai' }, people.xicheng, { visited: true });
    expect(await owed('2025')).toEqual([]);
  });

  test('the matrix names who handed in what, and the date on the paper', async () => {
    const { rows } = await at.views.queries.deliverables({ ...ALL, cycle: '2024', unit: 'xicheng' });
    const handed = rows.filter(({ deliverable }) => deliverable === 'cityApplication');
    expect(handed.map(({ stream, owed, late }) => [stream, owed, late])).toEqual([
      ['application-test.2024.city.dashilan', false, false],
      ['application-test.2024.city.xihai', false, false],
    ]);
    expect(handed[0]?.legs).toMatchObject([{ leg: 'form', kind: 'paper', receivedOn: '2024-12-06', late: false }]);
  });

  test('all of it is the same when it is built anew', async () => {
    const live = await dumped(at.views);
    await at.views.rebuild();
    expect(await dumped(at.views)).toEqual(live);
  });
});

describeWithPostgres('the tree of units', () => {
  let at: Seen;
  let begun: Begun;
  beforeAll(async () => {
    at = await seen();
    begun = await federation({ store: at.store });
  });
  afterAll(() => at.close());

  test('has paths from the root; a unit that moves takes those below it along; what is seen goes by where units are now', async () => {
    const { service, people } = begun;
    const { queries } = at.views;
    const path = async (unit: string): Promise<unknown> => {
      await at.views.catchUp();
      return (await queries.units({ ...ALL, limit: 500 })).rows.find((row) => row.unit === unit)?.path;
    };
    const move = (unit: string, parent: string) =>
      service.service.setUp('test', 'moveUnit', { unit }, { parent, reason: '区划调整' });
    expect(await path('juer-community')).toEqual(['beijing', 'dongcheng', 'juer-community']);
    await service.units([['north', 'area', 'beijing']]);
    await move('dongcheng', 'north');
    expect(await path('juer-community')).toEqual(['beijing', 'north', 'dongcheng', 'juer-community']);
    expect(await path('xihai-community')).toEqual(['beijing', 'xicheng', 'xihai-community']);
    const homesBelow = async (unit: string): Promise<string[]> => {
      await at.views.catchUp();
      return (await queries.homes({ root: 'test', shown: { any: [{ subtree: unit }] } })).rows.map(({ home }) => home);
    };
    expect(await homesBelow('north')).toEqual(['guozijian', 'juer', 'wudaoying']);
    await move('juer-community', 'xicheng');
    expect(await homesBelow('north')).toEqual(['guozijian', 'wudaoying']);
    expect(await homesBelow('xicheng')).toEqual(['dashilan', 'juer', 'xihai']);
    // Strictly below: not the unit itself.
    const above = { root: 'test', shown: { any: [{ above: 'dongcheng' }] } } as const;
    expect((await queries.units(above)).rows.map(({ unit }) => unit)).toEqual([
      'guozijian-community',
      'wudaoying-community',
    ]);
    expect((await queries.units({ ...ALL, below: 'north' })).rows.map(({ unit }) => unit)).toEqual([
      'dongcheng',
      'guozijian-community',
      'north',
      'wudaoying-community',
    ]);
    await service.service.setUp('test', 'closeUnit', { unit: 'juer-community' }, { reason: '撤并' });
    await service.accepts(undefined, 'moveHome', { home: 'juer' }, people.office, {
      unit: 'dongcheng',
      reason: '撤并',
    });
    await service.accepts(undefined, 'renameHome', { home: 'juer' }, people.office, { name: '菊儿胡同妇女之家' });
    await at.views.catchUp();
    const all = await queries.units({ ...ALL, limit: 500 });
    expect(all.rows.filter(({ closed }) => closed).map(({ unit }) => unit)).toEqual(['juer-community']);
    expect((await queries.homes({ ...ALL, unit: 'north' })).rows).toContainEqual({
      home: 'juer',
      unit: 'dongcheng',
      name: '菊儿胡同妇女之家',
      closed: false,
      standings: {},
    });
  });

  test('a child that is registered before its parent finds its place when that comes', async () => {
    const { service } = begun;
    await service.units([
      ['late-child', 'village', 'late-parent'],
      ['late-parent', 'township', 'xicheng'],
    ]);
    await at.views.catchUp();
    const { rows } = await at.views.queries.units({ ...ALL, below: 'late-parent' });
    expect(rows.map(({ path }) => path)).toEqual([
      ['beijing', 'xicheng', 'late-parent', 'late-child'],
      ['beijing', 'xicheng', 'late-parent'],
    ]);
  });

  test('nobody is shown anything by an empty reach, and each part of a scoped one shows its own', async () => {
    const { queries } = at.views;
    expect((await queries.units({ root: 'test', shown: { none: true } })).rows).toEqual([]);
    expect((await queries.units({ root: 'test', shown: [] })).rows).toEqual([]);
    expect((await queries.units({ root: 'other', shown: { anywhere: true } })).rows).toEqual([]);
    const scoped = [
      { category: 'home', filter: { any: [{ part: 1, has: 'xihai' }] } },
      { category: 'cycle', filter: { anywhere: true } },
    ] as const;
    const { rows } = await queries.subjects({ root: 'test', shown: scoped });
    expect(rows.map(({ stream }) => stream)).toEqual(['cycle-test.2024', 'home-test.xihai']);
    const named = { any: [{ field: 'roles', has: 'g-office-beijing' }] } as const;
    expect((await queries.grants({ root: 'test', shown: named })).rows.map(({ account }) => account)).toEqual([
      'office-beijing',
    ]);
  });

  test('a page that no list gave out is refused', async () => {
    const { queries } = at.views;
    await expect(queries.units({ ...ALL, after: 'nonsense' })).rejects.toThrow('no such page');
    const { next } = await queries.units({ ...ALL, limit: 1 });
    await expect(queries.work({ ...ALL, role: 'clerk', after: next })).rejects.toThrow('a page of another list');
  });
});
