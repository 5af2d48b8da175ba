/** Views built anew beside the live ones: equal byte for byte with writes going on, seen by all, or not at all. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { RebuildUnderWay } from '../../libs/views/generations/generations.js';
import { exportLog, importLog } from '../../libs/store/transfer/transfer.js';
import { describeWithPostgres } from '../postgres.js';
import { begun, candidate, CYCLE, evaluated, federation, otherUnits } from '../shanghai/federation.js';
import { ALL, dumped, seen, type Seen } from './seen.js';
import { writeHomes } from './writers.js';

describeWithPostgres('views that are built anew', () => {
  let at: Seen;
  beforeEach(async () => {
    at = await seen();
  });
  afterEach(() => at.close());

  const schemas = async (): Promise<string[]> => {
    const { rows } = await at.pool.query<{ name: string }>(
      `select nspname as name from pg_namespace where nspname ~ '^views_' order by 1`,
    );
    return rows.map(({ name }) => name);
  };

  test('equal those that only followed, byte for byte, though facts are written and questions asked all the while', async () => {
    const stop = new AbortController();
    const following = at.views.follow(stop.signal);
    const other = await at.again();
    const all = await federation(3, { store: at.store });
    const { house, clerk, office } = all;
    const done = new AbortController();
    let answers = 0;
    const asking = (async () => {
      while (!done.signal.aborted) {
        for (const { queries } of [at.views, other]) {
          await Promise.all([queries.subjects(ALL), queries.work({ ...ALL, role: 'clerk' }), queries.homes(ALL)]);
          answers += 1;
        }
      }
    })();
    const rebuilding = (async () => {
      let rebuilt = 0;
      for (; !done.signal.aborted; rebuilt += 1) await at.views.rebuild();
      return rebuilt;
    })();
    const writing = writeHomes(at.store, 6_000, 8);
    await begun(all, 'h1', 'h2');
    await evaluated(all, 'h1', 0);
    await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, {
      deadline: 'recommendationDue',
      date: '2024-08-20',
      time: '24:00',
      unit: 'pudong',
      reason: '协调',
    });
    await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h2' }, clerk, { reason: '条件有变' });
    // Units that annex 1 names come while rows are made, and one goes again.
    await otherUnits(house);
    await house.service.setUp('test', 'closeUnit', { unit: 'putuo' }, { reason: '撤并' });
    await house.service.setUp('test', 'moveUnit', { unit: 'pudong-s1' }, { parent: 'xuhui', reason: '区划' });
    await house.service.setUp('test', 'grantRole', { account: 'late' }, { grant: 'g', role: 'clerk', unit: 'xuhui' });
    await writing;
    done.abort();
    await asking;
    expect(await rebuilding).toBeGreaterThan(2);
    expect(answers).toBeGreaterThan(10);
    expect(await at.views.waitFor((await at.store.head()) ?? '', 20_000)).toBe(true);
    stop.abort();
    await following;
    const mixed = await dumped(at.views);
    // Of 25 units 浦东 has begun, and 普陀 is closed; each of the others owes a roster and its plans.
    expect(mixed.filter((line) => line.startsWith('work ') && line.includes('"absent"'))).toHaveLength(2 * 23);
    await at.views.rebuild();
    const anew = await dumped(at.views);
    expect(anew.join('\n') === mixed.join('\n')).toBe(true);
    // The same log elsewhere, followed and never built anew.
    const copy = await seen();
    try {
      await importLog(copy.store, () => exportLog(at.store));
      await copy.views.catchUp();
      expect((await dumped(copy.views)).join('\n') === anew.join('\n')).toBe(true);
    } finally {
      await copy.close();
    }
    for (const table of ['subjects', 'units', 'grants', 'quota_use', 'names', 'registers', 'legs', 'work'])
      expect(anew.filter((line) => line.startsWith(`${table} `)).length).toBeGreaterThan(0);
  }, 120_000);

  test('another process notices: its questions are answered from the new ones, and its projector goes on there', async () => {
    const all = await federation(1, { store: at.store });
    const other = await at.again();
    const stop = new AbortController();
    const following = other.follow(stop.signal);
    const shows = async (): Promise<boolean> => other.waitFor((await at.store.head()) ?? '', 10_000);
    expect(await shows()).toBe(true);
    expect((await other.queries.homes(ALL)).rows).toHaveLength(4);
    await at.views.rebuild();
    expect(await schemas()).toEqual(['views_2']);
    await all.house.accepts(undefined, 'renameHome', { home: 'h1' }, all.office, { name: '一' });
    expect(await shows()).toBe(true);
    expect((await other.queries.homes(ALL)).rows.find(({ home }) => home === 'h1')?.name).toBe('一');
    stop.abort();
    await following;
  });

  test('one that is broken off leaves the live ones as they were, and nothing else', async () => {
    await federation(1, { store: at.store });
    await writeHomes(at.store, 5_000, 4);
    await at.views.catchUp();
    const live = await dumped(at.views);
    const stop = new AbortController();
    const broken = at.views.rebuild({ signal: stop.signal, progress: () => stop.abort(new Error('broken off')) });
    await expect(broken).rejects.toThrow('broken off');
    expect(await schemas()).toEqual(['views_1']);
    expect(await dumped(at.views)).toEqual(live);
    // What a process that was killed has left is dropped by whoever opens next, but not while one is under way.
    await at.pool.query('create schema views_77; create table views_77.subjects (stream text)');
    await at.again();
    expect(await schemas()).toEqual(['views_1']);
    let during: Promise<string[]> | undefined;
    await at.views.rebuild({ progress: () => (during ??= at.again().then(schemas)) });
    expect(await during).toHaveLength(2);
  });

  test('two at once: the second hears that one is under way', async () => {
    await writeHomes(at.store, 3_000, 4);
    const outcomes = await Promise.allSettled([at.views.rebuild(), at.views.rebuild()]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toEqual([expect.any(RebuildUnderWay)]);
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.facts] : []));
    expect(done[0]).toBeGreaterThanOrEqual(3_000);
    expect(await schemas()).toEqual(['views_2']);
  });

  test('views of a log that was replaced, or of another version of the software, are built anew on opening', async () => {
    const all = await federation(2, { store: at.store });
    await all.house.accepts(CYCLE, 'putForward', { home: 'h1' }, all.clerk, candidate);
    await at.views.catchUp();
    const live = await dumped(at.views);
    await at.pool.query('update views.generation set version = 0; delete from views_1.work');
    expect(await dumped(await at.again())).toEqual(live);
    expect(await schemas()).toEqual(['views_2']);
    await at.pool.query(`update views_2.checkpoint set cursor = 'ffffffffffffffff:7'; delete from views_2.names`);
    expect(await dumped(await at.again())).toEqual(live);
  });

  test('two processes that open views of another version at once: one builds, the other waits for it', async () => {
    await writeHomes(at.store, 3_000, 4);
    await at.views.catchUp();
    const live = await dumped(at.views);
    await at.pool.query('update views.generation set version = 0');
    const opened = await Promise.all([at.again(), at.again(), at.again()]);
    for (const views of opened) expect(await dumped(views)).toEqual(live);
    expect(await schemas()).toEqual(['views_2']);
  });

  test('a long log that nobody has followed yet is built at once on opening, a short one is followed', async () => {
    await writeHomes(at.store, 19_000, 8);
    await at.again();
    expect(await schemas()).toEqual(['views_1']);
    expect(await at.views.position()).toBeUndefined();
    await writeHomes(at.store, 1_000, 8, 'more');
    const built = await at.again();
    expect(await schemas()).toEqual(['views_2']);
    expect(await built.position()).toBe(await at.store.head());
  });
});
