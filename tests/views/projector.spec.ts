/** One projector at a time; waiting for what was written; trouble with the database. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Displaced } from '../../libs/views/projector/projector.js';
import { describeWithPostgres } from '../postgres.js';
import { federation } from '../shanghai/federation.js';
import { ALL, dumped, seen, type Seen } from './seen.js';
import { writeHomes } from './writers.js';

describeWithPostgres('a projector', () => {
  let at: Seen;
  beforeEach(async () => {
    at = await seen();
  });
  afterEach(() => at.close());

  test('of two, one goes on and the other stops and says why; the rows are right', async () => {
    const stop = new AbortController();
    const other = await at.again();
    const outcomes = [at.views, other].map((views) =>
      views.follow(stop.signal).then(
        () => 'ended',
        (error: unknown) => error,
      ),
    );
    let fallen: unknown;
    const falling = Promise.race(outcomes).then((outcome) => (fallen = outcome));
    let written = 0;
    // As long as both stand there is more to write: each has to come upon the other.
    while (fallen === undefined && written < 20_000) written += await writeHomes(at.store, 200, 4, `lot${written}-`);
    await falling;
    expect(fallen).toBeInstanceOf(Displaced);
    const head = await at.store.head();
    expect(await at.views.waitFor(head ?? '', 20_000)).toBe(true);
    stop.abort();
    expect((await Promise.all(outcomes)).filter((outcome) => outcome === 'ended')).toHaveLength(1);
    const { rows } = await at.pool.query('select facts from views_1.checkpoint');
    expect(rows).toEqual([{ facts: String(written) }]);
    const live = await dumped(at.views);
    await at.views.rebuild();
    expect(await dumped(at.views)).toEqual(live);
  });

  test('thousands may wait for a fact in another process: asked for once for all, told when it is there', async () => {
    const waiting = await at.again();
    const all = await federation(1, { store: at.store });
    await at.views.catchUp();
    const { cursor } = await all.house.accepts(undefined, 'renameHome', { home: 'h1' }, all.office, { name: '一' });
    if (cursor === undefined) throw new Error('no cursor');
    expect(await waiting.waitFor(cursor, 100)).toBe(false);
    let asked = 0;
    at.pool.on('acquire', () => (asked += 1));
    const waiters = Array.from({ length: 5_000 }, () => waiting.waitFor(cursor, 10_000));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toBeLessThan(50);
    await at.views.catchUp();
    expect(new Set(await Promise.all(waiters))).toEqual(new Set([true]));
    expect((await waiting.queries.homes(ALL)).rows.find(({ home }) => home === 'h1')?.name).toBe('一');
    expect(await waiting.position()).toBe(await at.store.head());
    await expect(waiting.waitFor('another:1')).rejects.toThrow('cursor');
  });

  test('goes on after the database was away, and ends when it is told to, not before what it began is written', async () => {
    const stop = new AbortController();
    const following = at.views.follow(stop.signal);
    const all = await federation(1, { store: at.store });
    const head = async (): Promise<string> => (await at.store.head()) ?? '';
    expect(await at.views.waitFor(await head(), 10_000)).toBe(true);
    await at.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await all.house.accepts(undefined, 'renameHome', { home: 'h1' }, all.office, { name: '二' });
    expect(await at.views.waitFor(await head(), 20_000)).toBe(true);
    stop.abort();
    await following;
    await all.house.accepts(undefined, 'renameHome', { home: 'h1' }, all.office, { name: '三' });
    expect(await at.views.waitFor(await head(), 200)).toBe(false);
    expect((await at.views.queries.homes(ALL)).rows.find(({ home }) => home === 'h1')?.name).toBe('二');
  });

  test('a fact that does not follow stops it, named, with nothing of its batch shown', async () => {
    await federation(1, { store: at.store });
    await at.views.catchUp();
    const before = await dumped(at.views);
    await at.pool
      .query(`update hearth.facts set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '"rev":2,', '"rev":3,'), 'UTF8')
      where stream = 'home-test.former' and rev = 2`);
    await expect(at.views.rebuild()).rejects.toThrow('home-test.former@3: revision: after 1');
    expect(await dumped(at.views)).toEqual(before);
  });
});
