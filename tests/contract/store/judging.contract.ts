import { expect, test } from '@jest/globals';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { AppendResult } from '../../../libs/engine/ports/event-store.js';
import { accepted, all, check, drawing, write } from './given.js';
import type { OpenLog } from './given.js';

const RACES = Number(process.env['HEARTH_RACES'] ?? 200);

export function judging(log: () => OpenLog): void {
  test('of two appends that each write one stream and check that the other is absent, never both', async () => {
    const { store, another } = log();
    const rival = another === undefined ? store : await another();
    const outcomes = { one: 0, none: 0, both: 0 };
    for (let race = 0; race < RACES; race += 1) {
      const [a, b] = [`home-r.a${race}`, `home-r.b${race}`];
      // Neighbours in the same group, so that a race is seldom alone.
      const neighbours = [0, 1, 2].map((i) => store.append([write(`unit-r.${race}-${i}`, ABSENT, `${race}-${i}`)]));
      const results = await Promise.all([
        store.append([write(a, ABSENT, a)], [check(b, ABSENT)]),
        (race % 2 === 0 ? rival : store).append([write(b, ABSENT, b)], [check(a, ABSENT)]),
      ]);
      await Promise.all(neighbours.map(accepted));
      const won = results.filter(({ ok }) => ok).length;
      outcomes[won === 2 ? 'both' : won === 1 ? 'one' : 'none'] += 1;
      const heads = await store.heads([a, b]);
      expect(heads).toEqual(results.map(({ ok }) => (ok ? 0 : ABSENT)));
    }
    expect(outcomes).toEqual({ one: RACES, none: 0, both: 0 });
  });

  test('of 64 concurrent appends that all check one stream, the one that is wrong is refused, the 63 are in', async () => {
    const { store } = log();
    await accepted(store.append([write('cycle-r.2024', ABSENT, '0', '1', '2')]));
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        store.append([write(`home-r.${i}`, ABSENT, `h${i}`)], [check('cycle-r.2024', i === 37 ? 1 : 2)]),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(63);
    expect(results[37]).toEqual({ ok: false, conflicts: [{ stream: 'cycle-r.2024', expected: 1, actual: 2 }] });
    expect(await store.heads(['home-r.36', 'home-r.37', 'home-r.38'])).toEqual([0, ABSENT, 0]);
    expect(await all(store.readLog())).toHaveLength(3 + 63);
  });

  test('of 50 concurrent writers to one stream one is accepted; each of the others hears where the stream stands', async () => {
    const { store } = log();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) => store.append([write('home-r.place', ABSENT, `caller ${i}`)])),
    );
    const refused = results.filter(({ ok }) => !ok);
    expect(refused).toHaveLength(49);
    for (const each of refused) {
      expect(each).toEqual({ ok: false, conflicts: [{ stream: 'home-r.place', expected: ABSENT, actual: 0 }] });
    }
    expect(await store.heads(['home-r.place'])).toEqual([0]);
  });

  test('appends sent without waiting are judged in the order they were sent, where one builds on the other', async () => {
    const { store } = log();
    const results = await Promise.all([
      store.append([write('home-r.a', ABSENT, '1'), write('home-r.b', ABSENT, '2')]),
      store.append([write('home-r.b', 0, '3'), write('home-r.c', ABSENT, '4')]),
      store.append([write('home-r.c', 0, '5')], [check('home-r.a', 0)]),
      store.append([write('home-r.d', ABSENT, '6')], [check('home-r.c', 1)]),
      store.append([write('home-r.e', ABSENT, '7')], [check('home-r.c', 0)]),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
  });

  test('concurrent appends are whole and without gaps, whatever they do to each other', async () => {
    const { store, another } = log();
    const stores = another === undefined ? [store] : [store, await another()];
    const draw = drawing(7);
    const asked: { streams: string[]; appended: Promise<AppendResult> }[] = [];
    for (let i = 0; i < 400; i += 1) {
      const streams = [...new Set([draw(8), draw(8), draw(8)])].map((n) => `home-r.${n}`);
      const heads = await store.heads(streams);
      const appended = stores[i % stores.length]!.append(
        streams.map((stream, n) => write(stream, heads[n]!, `${i}-${stream}`)),
        [check('cycle-r.none', ABSENT)],
      );
      asked.push({ streams, appended });
    }
    const results = await Promise.all(asked.map(({ appended }) => appended));
    const facts = await all(store.readLog());
    const written = asked.filter((_, i) => results[i]!.ok).flatMap(({ streams }) => streams);
    expect(facts.length).toBe(written.length);
    const last = new Map<string, number>();
    for (const { stream, rev } of facts) {
      expect(rev).toBe((last.get(stream) ?? ABSENT) + 1);
      last.set(stream, rev);
    }
    // Facts of one append stand together, whole.
    const appends = Map.groupBy(facts, ({ append }) => append);
    const wholes = [...appends.values()].map((each) => each.map(({ stream }) => stream).join());
    const wanted = asked.filter((_, i) => results[i]!.ok).map(({ streams }) => streams.join());
    expect(wholes.toSorted()).toEqual(wanted.toSorted());
    expect(results.some(({ ok }) => ok)).toBe(true);
  });
}
